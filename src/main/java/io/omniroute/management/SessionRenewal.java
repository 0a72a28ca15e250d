package io.omniroute.management;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.Session;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;

/** Hands out a new session when the one that was used ends within twelve hours, or half its life where that is less. Answers are never cached. */
@Provider
@Singleton
public class SessionRenewal implements ContainerResponseFilter {
    private static final Duration RENEW_BELOW = Duration.ofHours(12);
    private final LoginAdmin logins;
    private final GuardSettings settings;
    private final Clock clock;
    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest servletRequest;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public SessionRenewal() {
        this(null, null, null);
    }

    @Inject
    public SessionRenewal(LoginAdmin logins, GuardSettings settings, Clock clock) {
        this.logins = logins;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!answer.getHeaders().containsKey(HttpHeaders.SET_COOKIE)) {
            session(call).filter(this::endsSoon).ifPresent(session -> renew(session, answer));
        }
    }

    private void renew(Session session, ContainerResponseContext answer) {
        boolean secure = settings.alwaysSecureCookie() || servletRequest.isSecure();
        answer.getHeaders().putSingle(HttpHeaders.SET_COOKIE,
                SessionCookie.set(logins.renewed(session).token(), settings.sessionLife(), secure));
    }

    private static Optional<Session> session(ContainerRequestContext call) {
        SecurityContext security = call.getSecurityContext();
        return security != null && security.getUserPrincipal() instanceof Visitor visitor
                ? visitor.session()
                : Optional.empty();
    }

    private Duration renewBelow() {
        Duration half = settings.sessionLife().dividedBy(2);
        return half.compareTo(RENEW_BELOW) < 0 ? half : RENEW_BELOW;
    }

    private boolean endsSoon(Session session) {
        return Duration.between(clock.instant(), session.expiresAt()).compareTo(renewBelow()) < 0;
    }
}
