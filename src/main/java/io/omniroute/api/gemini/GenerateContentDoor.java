package io.omniroute.api.gemini;

import io.omniroute.api.Door;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.gateway.Inbound.PathTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1beta/models/{model}:{action}} and the same without {@code models/}, which one SDK leaves out. The model
 * may contain slashes, percent-encoded or not; the action is what follows the last colon (10 section 10).
 */
public final class GenerateContentDoor extends Door {
    private static final long serialVersionUID = 1L;
    private static final Set<String> ACTIONS = Set.of("generateContent", "streamGenerateContent");

    @Override
    protected Format dialect() {
        return Format.GEMINI;
    }

    @Override
    protected Optional<PathTarget> target(HttpServletRequest request) {
        String path = URLDecoder.decode(canonicalPath(request).replace("+", "%2B"), StandardCharsets.UTF_8);
        String rest = path.substring("/v1beta/".length());
        String named = rest.startsWith("models/") ? rest.substring("models/".length()) : rest;
        int colon = named.lastIndexOf(':');
        String action = named.substring(colon + 1);
        if (colon < 1 || !ACTIONS.contains(action)) {
            throw new GatewayException(
                    Failure.Refused.of(404, "not_found", "No such action: " + action + ". Known: generateContent, "
                            + "streamGenerateContent"));
        }
        return Optional.of(new PathTarget(named.substring(0, colon), action, withoutKey(request.getQueryString())));
    }

    private static String withoutKey(@Nullable String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&")).filter(part -> !part.startsWith("key=") && !part.isEmpty())
                        .collect(Collectors.joining("&"));
    }
}
