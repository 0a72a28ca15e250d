package io.omniroute.translation;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The messages of token counting (10 sections 7 and 10): Anthropic's {@code count_tokens}, Google's {@code countTokens}. */
public final class TokenCounting {
    private TokenCounting() {}

    /**
     * The request whose tokens are to be counted.
     *
     * @param body Google's may wrap it in {@code generateContentRequest}
     */
    public static Json.Obj request(Json body) {
        if (!(body instanceof Json.Obj object)) {
            throw new GatewayException(Failure.Refused.badRequest("Invalid JSON body"));
        }
        return object.object("generateContentRequest").orElse(object);
    }

    /** What the client is told. */
    public static byte[] answer(Format client, long tokens) {
        String member = switch (client) {
            case GEMINI, GEMINI_CLI, ANTIGRAVITY -> "totalTokens";
            case CLAUDE, OPENAI, OPENAI_RESPONSES, KIRO, CURSOR, OLLAMA -> "input_tokens";
        };
        return JsonText.bytes(Json.Obj.of(member, Json.Num.of(tokens)));
    }

    /**
     * What the upstream is asked.
     *
     * @param request a request to generate, in the upstream's dialect
     */
    public static byte[] upstreamBody(Format target, Json.Obj request, String model) {
        return JsonText.bytes(switch (target) {
            case CLAUDE -> counted(request).with("model", new Json.Str(model));
            case GEMINI -> Json.Obj.of("generateContentRequest",
                    Json.Obj.builder().put("model", "models/" + model).putAll(request.without("model")).build());
            case OPENAI, OPENAI_RESPONSES, GEMINI_CLI, ANTIGRAVITY, KIRO, CURSOR, OLLAMA ->
                throw new IllegalArgumentException("no token counter in format " + target);
        });
    }

    /** Anthropic refuses what only generation needs. */
    private static Json.Obj counted(Json.Obj request) {
        Json.Obj counted = request;
        for (String member : List.of("max_tokens", "stream", "metadata", "temperature", "top_p", "top_k",
                "stop_sequences", "service_tier")) {
            counted = counted.without(member);
        }
        return counted;
    }

    /** The count in an upstream's answer; empty when there is none. */
    public static OptionalLong tokens(Format target, byte[] answer) {
        String member = target == Format.CLAUDE ? "input_tokens" : "totalTokens";
        Optional<Long> count = JsonText.parse(answer).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast)
                .flatMap(body -> body.whole(member)).filter(tokens -> tokens >= 0);
        return count.isPresent() ? OptionalLong.of(count.get()) : OptionalLong.empty();
    }
}
