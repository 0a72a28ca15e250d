package io.omniroute.management;

import io.omniroute.admin.Caller;
import io.omniroute.admin.KeyAdmin;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.Session;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling the management API, whatever is called: a managing key, a session, this machine, a stranger. */
@Singleton
public class Entrance {
    private static final String BEARER = "bearer ";

    private final LoginAdmin logins;
    private final KeyAdmin keys;
    private final GuardSettings settings;

    @Inject
    Entrance(LoginAdmin logins, KeyAdmin keys, GuardSettings settings) {
        this.logins = logins;
        this.keys = keys;
        this.settings = settings;
    }

    /** On what ground a call may go on. */
    enum Ground {
        KEY, SESSION, NO_LOGIN, NONE
    }

    record Access(Ground ground, Visitor visitor) {}

    /** What a call shows of its caller; prints nothing of it. */
    record Shown(@Nullable String authorization, @Nullable Cookie cookie) {
        static Shown of(ContainerRequestContext call) {
            return new Shown(call.getHeaderString(HttpHeaders.AUTHORIZATION),
                    call.getCookies().get(SessionCookie.NAME));
        }

        static Shown of(HttpHeaders headers) {
            return new Shown(headers.getHeaderString(HttpHeaders.AUTHORIZATION),
                    headers.getCookies().get(SessionCookie.NAME));
        }

        @Override
        public String toString() {
            return "Shown[…]";
        }
    }

    Access access(HttpServletRequest request, Shown shown) {
        Optional<String> keyId = bearer(shown.authorization()).flatMap(keys::managing).map(key -> "key:" + key.id());
        if (keyId.isPresent()) {
            return new Access(Ground.KEY, visitor(request, keyId.get(), true, Optional.empty()));
        }
        Optional<Session> session = Optional.ofNullable(shown.cookie()).map(Cookie::getValue).flatMap(logins::session);
        if (session.isPresent()) {
            return new Access(Ground.SESSION, visitor(request, Caller.ADMIN, true, session));
        }
        if (!logins.loginRequired() && (settings.openToNetwork() || fromThisMachine(request))) {
            return new Access(Ground.NO_LOGIN, visitor(request, Caller.LOCAL, true, Optional.empty()));
        }
        return new Access(Ground.NONE, visitor(request, Caller.ANONYMOUS, false, Optional.empty()));
    }

    static Response loginNeeded(HttpServletRequest request) {
        var detail = new ErrorView.Detail("Authentication required", "invalid_request", null, null);
        return Response.status(401).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorView(detail, RequestIds.of(request), Map.of())).build();
    }

    private static Visitor visitor(HttpServletRequest request, String actor, boolean authenticated,
            Optional<Session> session) {
        return new Visitor(new Caller(actor, request.getRemoteAddr(), RequestIds.of(request)), authenticated, session);
    }

    /** Behind a proxy on this machine every client seems local, so a call that was forwarded is none. */
    private static boolean fromThisMachine(HttpServletRequest request) {
        return loopback(request.getRemoteAddr()) && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null && request.getHeader("X-Real-IP") == null;
    }

    private static boolean loopback(@Nullable String address) {
        return address != null && (address.startsWith("127.") || address.startsWith("::ffff:127.")
                || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1"));
    }

    private static Optional<String> bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
