package io.omniroute.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request exactly as it reached a simulator.
 *
 * @param path raw path, still percent-encoded
 * @param query raw query without the question mark; empty = none
 * @param headers names in lower case, values in order of arrival
 */
public record Received(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    /** The first value of a header, whatever its case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream().findFirst();
    }

    /** The body as text. */
    public String text() {
        return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }
}
