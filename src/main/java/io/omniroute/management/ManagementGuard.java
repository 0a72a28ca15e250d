package io.omniroute.management;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.Caller;
import io.omniroute.admin.KeyAdmin;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.Session;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Stands before every resource of the management API. What the matched method does not open to all needs a session, a key
 * with the manage flag, or, while no login is required, a client on this machine. Decided on the method that was matched,
 * never on the path as it was written.
 */
@Provider
@Singleton
@Priority(Priorities.AUTHENTICATION)
public class ManagementGuard implements ContainerRequestFilter {
    private static final String BEARER = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private final LoginAdmin logins;
    private final KeyAdmin keys;
    private final GuardSettings settings;
    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest servletRequest;
    @Context
    @SuppressWarnings("NullAway.Init")
    private ResourceInfo matched;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ManagementGuard() {
        this(null, null, null);
    }

    @Inject
    public ManagementGuard(LoginAdmin logins, KeyAdmin keys, GuardSettings settings) {
        this.logins = logins;
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        Access access = access(call);
        Optional<Response> refusal = refusal(call, access);
        refusal.ifPresentOrElse(call::abortWith,
                () -> call.setSecurityContext(access.visitor().context(servletRequest.isSecure())));
    }

    /** On what ground a call may go on. */
    private enum Ground {
        KEY, SESSION, NO_LOGIN, NONE
    }

    private record Access(Ground ground, Visitor visitor) {}

    private Access access(ContainerRequestContext call) {
        Optional<String> keyId = bearer(call).flatMap(keys::managing).map(key -> "key:" + key.id());
        if (keyId.isPresent()) {
            return new Access(Ground.KEY, visitor(keyId.get(), true, Optional.empty()));
        }
        Optional<Session> session = cookie(call).flatMap(logins::session);
        if (session.isPresent()) {
            return new Access(Ground.SESSION, visitor(Caller.ADMIN, true, session));
        }
        if (!logins.loginRequired() && (settings.openToNetwork() || fromThisMachine())) {
            return new Access(Ground.NO_LOGIN, visitor(Caller.LOCAL, true, Optional.empty()));
        }
        return new Access(Ground.NONE, visitor(Caller.ANONYMOUS, false, Optional.empty()));
    }

    private Visitor visitor(String actor, boolean authenticated, Optional<Session> session) {
        return new Visitor(new Caller(actor, servletRequest.getRemoteAddr(), RequestIds.of(servletRequest)),
                authenticated, session);
    }

    private Optional<Response> refusal(ContainerRequestContext call, Access access) {
        boolean open = matched.getResourceMethod().isAnnotationPresent(Open.class);
        if (access.ground() == Ground.KEY) {
            return Optional.empty();
        }
        if (access.ground() == Ground.NONE && !open) {
            return Optional.of(loginNeeded());
        }
        if (access.ground() == Ground.NO_LOGIN && !open
                && !SameSite.ownHost(call.getHeaderString(HttpHeaders.HOST), settings.allowedHosts())) {
            return Optional.of(refused(403, "host_not_allowed",
                    "This host name is not allowed; omniroute.server.allowed-hosts names further ones"));
        }
        if (!READING.contains(call.getMethod()) && foreign(call, access.ground() == Ground.SESSION && !open)) {
            logins.foreignCall(access.visitor().caller());
            return Optional.of(refused(403, "origin_not_allowed", "The call comes from a page of another origin"));
        }
        return access.ground() == Ground.SESSION && !open && otherThanJson(call)
                ? Optional.of(refused(415, "unsupported_media_type", "The content type has to be application/json"))
                : Optional.empty();
    }

    /** A cookie travels with calls of foreign pages, so it needs a proof; without one a call of no browser passes. */
    private static boolean foreign(ContainerRequestContext call, boolean needsProof) {
        var marks = new SameSite.Marks(call.getHeaderString(HttpHeaders.HOST), call.getHeaderString("Origin"),
                call.getHeaderString("Referer"), call.getHeaderString("Sec-Fetch-Site"));
        return !(marks.sameSite() || !needsProof && marks.fromNoBrowser());
    }

    private static boolean otherThanJson(ContainerRequestContext call) {
        String length = call.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        boolean body = length == null ? call.getHeaderString("Transfer-Encoding") != null : !length.equals("0");
        MediaType type = call.getMediaType();
        return body && (type == null || !MediaType.APPLICATION_JSON_TYPE.isCompatible(type) || type.isWildcardType());
    }

    /** Behind a proxy on this machine every client seems local, so a call that was forwarded is none. */
    private boolean fromThisMachine() {
        return loopback(servletRequest.getRemoteAddr()) && servletRequest.getHeader("X-Forwarded-For") == null
                && servletRequest.getHeader("Forwarded") == null && servletRequest.getHeader("X-Real-IP") == null;
    }

    private static boolean loopback(@Nullable String address) {
        return address != null && (address.startsWith("127.") || address.startsWith("::ffff:127.")
                || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1"));
    }

    private static Optional<String> bearer(ContainerRequestContext call) {
        String value = call.getHeaderString(HttpHeaders.AUTHORIZATION);
        return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> cookie(ContainerRequestContext call) {
        return Optional.ofNullable(call.getCookies().get(SessionCookie.NAME)).map(Cookie::getValue);
    }

    private Response loginNeeded() {
        var detail = new ErrorView.Detail("Authentication required", "invalid_request", null, null);
        return Response.status(401).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorView(detail, RequestIds.of(servletRequest), Map.of())).build();
    }

    private Response refused(int status, String code, String message) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorView.of(status, code, message, RequestIds.of(servletRequest))).build();
    }
}
