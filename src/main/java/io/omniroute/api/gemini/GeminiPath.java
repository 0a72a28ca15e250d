package io.omniroute.api.gemini;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.gateway.Inbound.PathTarget;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Model and action of a path {@code /v1beta/models/{model}:{action}} or the same without {@code models/}, which one SDK
 * leaves out. The model may contain slashes, percent-encoded or not; the action is what follows the last colon (10
 * section 10).
 */
final class GeminiPath {
    private GeminiPath() {}

    /** @throws GatewayException with 404 for an action that is not among the known ones */
    static PathTarget of(String canonicalPath, @Nullable String query, Set<String> known) {
        String path = URLDecoder.decode(canonicalPath.replace("+", "%2B"), StandardCharsets.UTF_8);
        String rest = path.substring("/v1beta/".length());
        String named = rest.startsWith("models/") ? rest.substring("models/".length()) : rest;
        int colon = named.lastIndexOf(':');
        String action = named.substring(colon + 1);
        if (colon < 1 || !known.contains(action)) {
            throw new GatewayException(Failure.Refused.of(404, "not_found", "No such action: " + action
                    + ". Known: countTokens, generateContent, streamGenerateContent"));
        }
        return new PathTarget(named.substring(0, colon), action, withoutKey(query));
    }

    private static String withoutKey(@Nullable String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&")).filter(part -> !part.startsWith("key=") && !part.isEmpty())
                        .collect(Collectors.joining("&"));
    }
}
