package io.omniroute.translation.responses;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.openai.OpenAiErrors;
import java.util.Optional;

/** The error of a failed response, of an {@code error} event or of a body with a success status (RR-13). */
final class UpstreamFailure {
    private UpstreamFailure() {}

    /** A response object or an event that reports an error; empty when it does not. */
    static Optional<Failure.Broken> in(Json.Obj body) {
        Json error = body.present("error");
        if (error instanceof Json.Obj object) {
            return Optional.of(of(object));
        }
        if (error instanceof Json.Str text) {
            return Optional.of(new Failure.Broken(502, text.value()));
        }
        return switch (body.text("status").orElse("")) {
            case "failed" -> Optional.of(new Failure.Broken(502, "the provider reported a failed response"));
            case "in_progress", "queued", "cancelled" ->
                Optional.of(new Failure.Broken(502, "the provider's response has no end"));
            default -> Optional.empty();
        };
    }

    /** @param error with a code or a type and a message */
    static Failure.Broken of(Json.Obj error) {
        String message = error.text("message").filter(text -> !text.isBlank()).orElse("the provider reported an error");
        return new Failure.Broken(status(error), message);
    }

    private static int status(Json.Obj error) {
        Optional<String> word = error.text("code").or(() -> error.text("type")).filter(it -> !it.equals("error"));
        if (word.isEmpty()) {
            return error.whole("code").or(() -> error.whole("status")).filter(it -> it >= 400 && it < 600)
                    .map(Long::intValue).orElse(502);
        }
        // the codes the API documents besides these blame the input; a type nobody knows blames nobody
        int unknown = error.text("code").isPresent() ? 400 : 502;
        return switch (word.get()) {
            case "rate_limit_exceeded" -> 429;
            case "server_error" -> 502;
            case String other -> {
                int known = OpenAiErrors.statusOf(other);
                yield known == 0 ? unknown : known;
            }
        };
    }
}
