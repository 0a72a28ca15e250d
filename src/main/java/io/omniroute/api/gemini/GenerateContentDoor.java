package io.omniroute.api.gemini;

import io.omniroute.api.Door;
import io.omniroute.domain.Format;
import io.omniroute.gateway.Inbound.PathTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** {@code POST /v1beta/models/{model}:generateContent} and {@code :streamGenerateContent}. */
public final class GenerateContentDoor extends Door {
    private static final long serialVersionUID = 1L;
    private static final Set<String> ACTIONS = Set.of("generateContent", "streamGenerateContent");

    @Override
    protected Format dialect() {
        return Format.GEMINI;
    }

    @Override
    protected Optional<PathTarget> target(HttpServletRequest request) {
        return Optional.of(GeminiPath.of(canonicalPath(request), request.getQueryString(), ACTIONS));
    }
}
