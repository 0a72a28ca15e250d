package io.omniroute.domain.route;

import io.omniroute.domain.Format;
import java.util.Map;

/**
 * Where a provider or node is reached and how it is spoken to.
 *
 * @param provider registry id or node id
 * @param displayName for people
 * @param baseUrl scheme, host and path, without a trailing slash
 * @param path below the base URL; {@code {model}} and {@code {action}} are filled in per call (Gemini). A version
 *     segment that ends the base URL and begins the path is not doubled
 * @param auth how the credential is sent
 * @param headers always sent
 * @param nativeApi the vendor's own API: answers are forwarded as they are (L-4)
 */
public record Endpoint(String provider, String displayName, Format format, String baseUrl, String path, Auth auth,
        Map<String, String> headers, boolean nativeApi) {
    public Endpoint {
        headers = Map.copyOf(headers);
    }

    public Endpoint withBaseUrl(String other) {
        return new Endpoint(provider, displayName, format, other, path, auth, headers, nativeApi);
    }

    /**
     * A credential header.
     *
     * @param header for example {@code Authorization}; empty = no credential is sent
     * @param valuePrefix for example {@code "Bearer "}
     */
    public record Auth(String header, String valuePrefix) {
        public static final Auth BEARER = new Auth("Authorization", "Bearer ");
        public static final Auth X_API_KEY = new Auth("x-api-key", "");
        public static final Auth X_GOOG_API_KEY = new Auth("x-goog-api-key", "");
        public static final Auth NONE = new Auth("", "");
    }
}
