package io.omniroute.management;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.Form;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.Session;
import io.omniroute.admin.SettingsAdmin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/settings}. */
@Path("settings")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {
    private static final String REQUIRE_LOGIN = "requireLogin";
    private final SettingsAdmin settings;
    private final LoginAdmin logins;
    private final GuardSettings guard;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public SettingsResource() {
        this(null, null, null);
    }

    @Inject
    public SettingsResource(SettingsAdmin settings, LoginAdmin logins, GuardSettings guard) {
        this.settings = settings;
        this.logins = logins;
        this.guard = guard;
    }

    @GET
    public Map<String, @Nullable Object> all() {
        return settings.all();
    }

    @PATCH
    public Response change(Form form, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visitor visitor = Visitor.of(security);
        Optional<Session> session = settings.change(form, visitor.caller());
        var response = Response.ok(settings.all());
        // who came with a key or without a login gets no cookie
        session.filter(s -> visitor.session().isPresent()).ifPresent(s -> response.header(HttpHeaders.SET_COOKIE,
                SessionCookie.set(s.token(), guard.sessionLife(), guard.alwaysSecureCookie() || request.isSecure())));
        return response.build();
    }

    @PUT
    public Response put(Form form, @Context SecurityContext security, @Context HttpServletRequest request) {
        return change(form, security, request);
    }

    @GET
    @Path("require-login")
    @Open
    public RequireLoginView requireLogin() {
        return new RequireLoginView(logins.loginRequired(), logins.hasPassword(), settings.setupComplete());
    }

    @POST
    @Path("require-login")
    public RequireLoginView changeRequireLogin(Form form, @Context SecurityContext security) {
        if (form.flag(REQUIRE_LOGIN).isEmpty()) {
            form.wrong(REQUIRE_LOGIN, "must be true or false");
        }
        form.check();
        settings.change(Form.of(Map.of(REQUIRE_LOGIN, form.flag(REQUIRE_LOGIN).orElseThrow())),
                Visitor.caller(security));
        return requireLogin();
    }

    @PUT
    @Path("require-login")
    public RequireLoginView putRequireLogin(Form form, @Context SecurityContext security) {
        return changeRequireLogin(form, security);
    }

    /** What a login page has to know. */
    public record RequireLoginView(boolean requireLogin, boolean hasPassword, boolean setupComplete) {}
}
