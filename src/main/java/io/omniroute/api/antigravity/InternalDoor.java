package io.omniroute.api.antigravity;

import io.omniroute.api.Door;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.gateway.Inbound.PathTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** {@code POST /v1internal:generateContent} and {@code :streamGenerateContent} (F-027); the model stands in the body. */
public final class InternalDoor extends Door {
    private static final long serialVersionUID = 1L;
    private static final Set<String> ACTIONS = Set.of("generateContent", "streamGenerateContent");

    @Override
    protected Format dialect() {
        return Format.ANTIGRAVITY;
    }

    @Override
    protected Optional<PathTarget> target(HttpServletRequest request) {
        String path = canonicalPath(request);
        String action = path.substring(path.indexOf(':') + 1);
        if (!ACTIONS.contains(action)) {
            throw new GatewayException(Failure.Refused.of(404, "not_found", "No such action: " + action
                    + ". Known: generateContent, streamGenerateContent"));
        }
        String query = request.getQueryString();
        return Optional.of(new PathTarget("", action, query == null ? "" : query));
    }
}
