package io.omniroute.translation.cursor;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import java.util.ArrayList;
import java.util.List;

/** Parameters that are no part of the protocol (OU-8): named unless they have their default value. */
final class CursorUnsent {
    private CursorUnsent() {}

    /** What would change the meaning of the answer is refused instead. */
    static void check(ChatRequest request) {
        if (request.knob(Knob.CACHED_CONTENT).isPresent()) {
            throw Refusals.parameter("cached_content", "stored prompts are known to the vendor that stored them only");
        }
        request.knob(Knob.MODALITIES).ifPresent(modalities -> {
            if (modalities instanceof Json.Arr array && array.elements().contains(new Json.Str("audio"))) {
                throw Refusals.parameter("modalities", "this model does not speak");
            }
        });
    }

    static List<String> of(ChatRequest request) {
        var names = new ArrayList<String>();
        request.maxTokens().ifPresent(limit -> names.add("max_tokens"));
        if (!request.stop().isEmpty()) {
            names.add("stop");
        }
        if (request.candidates() > 1) {
            names.add("n");
        }
        request.toolChoice().filter(CursorUnsent::says).ifPresent(it -> names.add("tool_choice"));
        request.parallelToolCalls().filter(parallel -> !parallel).ifPresent(it -> names.add("parallel_tool_calls"));
        reasoning(request.reasoning(), names);
        request.knobs().forEach((knob, value) -> {
            if (!isDefault(knob, value)) {
                names.add(knob.field());
            }
        });
        return names;
    }

    /** {@code auto} is the default, {@code none} is heeded. */
    private static boolean says(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> false;
            case ToolChoice.None none -> false;
            case ToolChoice.Required required -> true;
            case ToolChoice.Named named -> true;
            case ToolChoice.Allowed allowed -> true;
        };
    }

    private static void reasoning(ReasoningControl reasoning, List<String> names) {
        reasoning.includeThoughts().ifPresent(include -> names.add("include_thoughts"));
        reasoning.summary().ifPresent(summary -> names.add("reasoning.summary"));
    }

    private static boolean isDefault(Knob knob, Json value) {
        return switch (knob) {
            case TEMPERATURE, TOP_P -> value instanceof Json.Num number && number.value() == 1;
            case PRESENCE_PENALTY, FREQUENCY_PENALTY, TOP_LOGPROBS -> value instanceof Json.Num number
                    && number.value() == 0;
            case LOGPROBS, STORE -> value == Json.Literal.FALSE;
            case LOGIT_BIAS, METADATA -> value.equals(Json.Obj.EMPTY);
            case SERVICE_TIER -> value.equals(new Json.Str("auto")) || value.equals(new Json.Str("default"));
            case VERBOSITY -> value.equals(new Json.Str("medium"));
            case MODALITIES -> value.equals(new Json.Arr(List.of(new Json.Str("text"))));
            case TOP_K, SEED, PREDICTION, AUDIO, USER, SAFETY_IDENTIFIER, PROMPT_CACHE_KEY,
                    SAFETY_SETTINGS, CACHED_CONTENT ->
                false;
        };
    }
}
