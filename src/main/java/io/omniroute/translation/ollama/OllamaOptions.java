package io.omniroute.translation.ollama;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.OptionalLong;

/**
 * The {@code options} of a request. Those about a runner of one's own ({@code num_ctx}, {@code mirostat} …) exist
 * nowhere else: they are named as dropped.
 */
final class OllamaOptions {
    private static final List<Knob> SAME_NAME = List.of(Knob.TEMPERATURE, Knob.TOP_P, Knob.TOP_K, Knob.SEED,
            Knob.PRESENCE_PENALTY, Knob.FREQUENCY_PENALTY);

    private OllamaOptions() {}

    static void decode(Fields options, ChatRequest.Builder request) {
        for (Knob knob : SAME_NAME) {
            options.number(knob.field()).ifPresent(value -> request.knob(knob, value));
        }
        request.maxTokens(limit(options)).stop(stop(options));
        options.unknown().members().keySet().forEach(name -> request.dropped(options.path(name)));
    }

    /** Zero and below stand for no limit. */
    private static OptionalLong limit(Fields options) {
        return options.whole("num_predict").filter(most -> most > 0).map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static List<String> stop(Fields options) {
        return options.value("stop").orElse(Json.Arr.EMPTY) instanceof Json.Arr
                ? options.texts("stop")
                : options.text("stop").map(List::of).orElse(List.of());
    }
}
