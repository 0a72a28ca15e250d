package io.omniroute.management;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.HttpServletRequest;

/** The id of a request: given by the first filter, else by the client. */
final class RequestIds {
    static final String ATTRIBUTE = "omniroute.requestId";
    static final String HEADER = "X-Request-Id";
    private static final int LONGEST = 128;

    private RequestIds() {}

    static @Nullable String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id
                ? id
                : Optional.ofNullable(request.getHeader(HEADER)).filter(RequestIds::harmless).orElse(null);
    }

    private static boolean harmless(String id) {
        return id.length() <= LONGEST && id.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
