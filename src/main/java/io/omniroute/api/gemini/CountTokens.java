package io.omniroute.api.gemini;

import io.omniroute.api.CountTokensDoor;
import io.omniroute.domain.Format;
import io.omniroute.gateway.Inbound.PathTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** {@code POST /v1beta/models/{model}:countTokens} (10 section 10). */
public final class CountTokens extends CountTokensDoor {
    private static final long serialVersionUID = 1L;

    @Override
    protected Format dialect() {
        return Format.GEMINI;
    }

    @Override
    protected Optional<PathTarget> target(HttpServletRequest request) {
        return Optional.of(GeminiPath.of(canonicalPath(request), request.getQueryString(), Set.of("countTokens")));
    }
}
