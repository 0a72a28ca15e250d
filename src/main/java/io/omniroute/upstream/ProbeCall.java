package io.omniroute.upstream;

import io.omniroute.domain.route.Endpoint;
import java.util.Map;
import java.util.Optional;

/**
 * A call made to learn something, not to generate.
 *
 * @param path below the base URL, with its query; a version segment that ends the base URL is not doubled
 * @param auth how the credential is sent
 * @param body JSON; empty for a call without one
 */
public record ProbeCall(String method, String baseUrl, String path, Endpoint.Auth auth, Map<String, String> headers,
        Optional<String> body) {
    public ProbeCall {
        headers = Map.copyOf(headers);
    }
}
