package io.omniroute.management;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.omniroute.admin.LockoutAdmin;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
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
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private final Entrance entrance;
    private final GuardSettings settings;
    private final LockoutAdmin lockouts;
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
    public ManagementGuard(Entrance entrance, GuardSettings settings, LockoutAdmin lockouts) {
        this.entrance = entrance;
        this.settings = settings;
        this.lockouts = lockouts;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        Entrance.Access access = entrance.access(servletRequest, Entrance.Shown.of(call));
        Optional<Response> refusal = refusal(call, access);
        refusal.ifPresentOrElse(call::abortWith,
                () -> call.setSecurityContext(access.visitor().context(servletRequest.isSecure())));
    }

    private Optional<Response> refusal(ContainerRequestContext call, Entrance.Access access) {
        boolean open = matched.getResourceMethod().isAnnotationPresent(Open.class);
        if (access.ground() == Entrance.Ground.KEY) {
            return Optional.empty();
        }
        if (access.ground() == Entrance.Ground.NONE && !open) {
            return Optional.of(Entrance.loginNeeded(servletRequest));
        }
        if (access.ground() == Entrance.Ground.NO_LOGIN && !open
                && !SameSite.ownHost(call.getHeaderString(HttpHeaders.HOST), settings.allowedHosts())) {
            return Optional.of(refused(403, "host_not_allowed",
                    "This host name is not allowed; omniroute.server.allowed-hosts names further ones"));
        }
        if (!READING.contains(call.getMethod()) && foreign(call, access.ground() == Entrance.Ground.SESSION && !open)) {
            return Optional.of(foreigner());
        }
        return access.ground() == Entrance.Ground.SESSION && !open && otherThanJson(call)
                ? Optional.of(refused(415, "unsupported_media_type", "The content type has to be application/json"))
                : Optional.empty();
    }

    /** Whoever sends many of them is told to stop (40 section 9). */
    private Response foreigner() {
        Optional<Duration> locked = lockouts.foreignCall(servletRequest.getRemoteAddr());
        if (locked.isEmpty()) {
            return refused(403, "origin_not_allowed", "The call comes from a page of another origin");
        }
        return Response.fromResponse(refused(429, "locked_out", "Locked out"))
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, locked.get().toSeconds())).build();
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

    private Response refused(int status, String code, String message) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorView.of(status, code, message, RequestIds.of(servletRequest))).build();
    }
}
