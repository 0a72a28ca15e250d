package io.omniroute.management;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.Form;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.Session;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/auth}: login and logout of the administrator. */
@Path("auth")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
    private final LoginAdmin logins;
    private final GuardSettings settings;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public AuthResource() {
        this(null, null);
    }

    @Inject
    public AuthResource(LoginAdmin logins, GuardSettings settings) {
        this.logins = logins;
        this.settings = settings;
    }

    @POST
    @Path("login")
    @Open
    public Response login(Form form, @Context SecurityContext security, @Context HttpServletRequest request) {
        Session session = logins.login(form, Visitor.caller(security));
        return Response.ok(SuccessView.DONE)
                .header(HttpHeaders.SET_COOKIE,
                        SessionCookie.set(session.token(), settings.sessionLife(), secure(request)))
                .build();
    }

    @POST
    @Path("logout")
    public Response logout(@Context SecurityContext security, @Context HttpServletRequest request) {
        logins.logout(Visitor.caller(security));
        return Response.ok(SuccessView.DONE).header(HttpHeaders.SET_COOKIE, SessionCookie.clear(secure(request)))
                .build();
    }

    @GET
    @Path("status")
    @Open
    public StatusView status(@Context SecurityContext security) {
        Visitor visitor = Visitor.of(security);
        Optional<Instant> end = visitor.session().map(Session::expiresAt);
        return new StatusView(visitor.authenticated(), logins.loginRequired(), logins.hasPassword(),
                !logins.hasPassword(), end.orElse(null));
    }

    /** Whether the caller is logged in, and whether that is needed. */
    public record StatusView(boolean authenticated, boolean requireLogin, boolean hasPassword, boolean needsSetup,
            @Nullable Instant expiresAt) {}

    private boolean secure(HttpServletRequest request) {
        return settings.alwaysSecureCookie() || request.isSecure();
    }
}
