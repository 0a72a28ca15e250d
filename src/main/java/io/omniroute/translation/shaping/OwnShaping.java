package io.omniroute.translation.shaping;

import io.omniroute.domain.Format;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import io.omniroute.translation.stages.Shaping;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shapes a request that keeps its dialect (40 sections 8, 15). What a thinking budget is in a dialect's own words, and
 * what it does to a limit, is said by the same encoder that speaks to this target on translated routes: its body is the
 * pattern, from which only the members concerned are taken.
 */
public final class OwnShaping {
    private OwnShaping() {}

    /**
     * A body and what was taken out of it.
     *
     * @param dropped members of the client's own body
     */
    public record Shaped(byte[] body, List<String> dropped) {
        public Shaped {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * The body as the operator wants it.
     *
     * @param body in this dialect, well formed
     * @param pattern the same request through the hub, shaped; empty for a body only this dialect understands, whose
     *     thinking is left as it is unless it is to go
     */
    public static Shaped apply(byte[] body, Format format, Shaping shaping, Supplier<Optional<byte[]>> pattern) {
        var own = new OwnBody(body);
        List<String> dropped = List.of();
        if (shaping.changesThinking() || shaping.maxTokens().isPresent()) {
            Optional<Json.Obj> wanted = pattern.get().flatMap(JsonText::parse).filter(Json.Obj.class::isInstance)
                    .map(Json.Obj.class::cast);
            dropped = switch (format) {
                case OPENAI -> new OwnOpenAi(own, shaping, wanted).apply();
                case OPENAI_RESPONSES -> new OwnResponses(own, shaping, wanted).apply();
                case CLAUDE -> new OwnClaude(own, shaping, wanted).apply();
                case GEMINI -> new OwnGemini(own, shaping, wanted).apply();
                case GEMINI_CLI, ANTIGRAVITY, KIRO, CURSOR, OLLAMA -> List.of();
            };
        }
        if (shaping.prompt().inForce()) {
            OwnPrompt.add(own, format, shaping.prompt());
        }
        return new Shaped(own.written(), dropped);
    }
}
