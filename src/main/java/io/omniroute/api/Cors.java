package io.omniroute.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which web pages may read the answers of the compatibility API (10 section 2.3). */
@Singleton
public class Cors {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final DoorSettings settings;

    @Inject
    Cors(DoorSettings settings) {
        this.settings = settings;
    }

    /** Answers a preflight: nothing secret is told, so every origin gets it. */
    void preflight(HttpServletRequest request, HttpServletResponse response, String methods) {
        String origin = request.getHeader("Origin");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader(ALLOW_ORIGIN, origin != null && listed(origin) ? origin : "*");
        response.setHeader("Access-Control-Allow-Methods", methods);
        response.setHeader("Access-Control-Allow-Headers", "*, Authorization");
        response.setHeader("Access-Control-Expose-Headers", "*");
        response.setHeader("Access-Control-Max-Age", "600");
        response.addHeader("Vary", "Origin");
    }

    /** Lets a page of a loopback or listed origin read the answer, errors included. */
    void allowKnownOrigin(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin != null && (loopback(origin) || listed(origin))) {
            allow(origin, response);
        }
    }

    /** Lets any page read the answer, because it showed a valid key. */
    void allowKeyHolder(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            allow(origin, response);
        }
    }

    private static void allow(String origin, HttpServletResponse response) {
        response.setHeader(ALLOW_ORIGIN, origin);
        response.setHeader("Access-Control-Expose-Headers", "*");
        response.setHeader("Vary", "Origin");
    }

    private boolean listed(String origin) {
        return settings.corsOrigins().stream().anyMatch(it -> it.equals("*") || it.equalsIgnoreCase(origin));
    }

    static boolean loopback(@Nullable String origin) {
        if (origin == null || origin.equals("null")) {
            return false;
        }
        try {
            String host = URI.create(origin).getHost();
            String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
            return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
                    || name.matches("127(\\.\\d{1,3}){3}");
        } catch (IllegalArgumentException e) { // not an origin at all
            return false;
        }
    }
}
