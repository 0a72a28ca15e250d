package io.omniroute.api;

import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.Caller;
import io.omniroute.gateway.Gatekeeper;
import io.omniroute.gateway.Knock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what a request shows of its caller and asks the gatekeeper. */
@Singleton
public class Admission {
    private static final String BEARER = "Bearer ";
    private static final List<String> FORWARDING = List.of("X-Forwarded-For", "Forwarded", "X-Real-IP");

    private final Gatekeeper gatekeeper;
    private final Cors cors;

    @Inject
    Admission(Gatekeeper gatekeeper, Cors cors) {
        this.gatekeeper = gatekeeper;
        this.cors = cors;
    }

    /** @throws GatewayException with 401, 403 or 429 */
    Caller admit(HttpServletRequest request, HttpServletResponse response) {
        return welcome(gatekeeper.admit(knock(request)), request, response);
    }

    /** @throws GatewayException as {@link #admit} where the operator closed the model lists */
    public Caller admitToLists(HttpServletRequest request, HttpServletResponse response, boolean session) {
        return welcome(gatekeeper.admitToLists(knock(request), session), request, response);
    }

    private Caller welcome(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        if (!caller.local()) {
            cors.allowKeyHolder(request, response);
        }
        return caller;
    }

    private static Knock knock(HttpServletRequest request) {
        return new Knock(Attributes.requestId(request), key(request), request.getRemoteAddr(),
                loopback(request.getLocalAddr()) && !forwarded(request),
                Optional.ofNullable(request.getHeader("Origin")),
                Optional.ofNullable(request.getHeader("Host")));
    }

    /** Where clients put their key, first match wins (10 section 2.1). */
    private static Optional<String> key(HttpServletRequest request) {
        return bearer(request.getHeader("Authorization")).or(() -> given(request.getHeader("x-api-key")))
                .or(() -> given(request.getHeader("x-goog-api-key"))).or(() -> inQuery(request));
    }

    private static Optional<String> bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? given(authorization.substring(BEARER.length()))
                : Optional.empty();
    }

    private static Optional<String> inQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null || !Attributes.path(request).startsWith("/v1beta")) {
            return Optional.empty();
        }
        return Arrays.stream(query.split("&")).filter(part -> part.startsWith("key="))
                .map(part -> decoded(part.substring("key=".length()))).findFirst().flatMap(Admission::given);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // a broken percent sequence: a wrong key like any other
            return value;
        }
    }

    private static Optional<String> given(@Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    /** A proxy on this machine makes everybody look local; who comes through one is not. */
    private static boolean forwarded(HttpServletRequest request) {
        return FORWARDING.stream().anyMatch(header -> request.getHeader(header) != null);
    }

    private static boolean loopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) { // not a literal: not to be trusted
            return false;
        }
    }
}
