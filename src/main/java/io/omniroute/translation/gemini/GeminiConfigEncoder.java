package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** {@code generationConfig} for a target (OG-23 to OG-29, OG-40 to OG-43). */
final class GeminiConfigEncoder {
    private static final int MOST_STOPS = 5;

    private final ChatRequest request;
    private final Consumer<String> dropped;
    private final Json.Obj.Builder config = Json.Obj.builder();

    private GeminiConfigEncoder(ChatRequest request, Consumer<String> dropped) {
        this.request = request;
        this.dropped = dropped;
    }

    static Json.Obj encode(ChatRequest request, Target target, Consumer<String> dropped) {
        return new GeminiConfigEncoder(request, dropped).encode(target);
    }

    private Json.Obj encode(Target target) {
        request.knobs().forEach(this::knob);
        limit(target.capabilities().maxOutput()).ifPresent(most -> config.put("maxOutputTokens", most));
        stops();
        config.putIf(request.candidates() > 1, "candidateCount", Json.Num.of(request.candidates()));
        request.replyFormat().ifPresent(this::format);
        request.parallelToolCalls().filter(parallel -> !parallel).ifPresent(it -> dropped.accept(
                "parallel_tool_calls"));
        config.put("thinkingConfig", GeminiThinking.config(request.reasoning(), target, dropped));
        return config.build();
    }

    private Optional<Long> limit(OptionalLong most) {
        OptionalLong asked = request.maxTokens();
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(Math.min(asked.getAsLong(), most.orElse(Long.MAX_VALUE)));
    }

    private void stops() {
        List<String> stops = request.stop();
        if (!stops.isEmpty()) {
            config.put("stopSequences", stops.stream().limit(MOST_STOPS).map(Json.Str::new).toList());
        }
        if (stops.size() > MOST_STOPS) {
            dropped.accept("stop");
        }
    }

    private void knob(Knob knob, Json value) {
        switch (knob) {
            case TEMPERATURE -> number("temperature", knob, value);
            case TOP_P -> number("topP", knob, value);
            case TOP_K -> number("topK", knob, value);
            case SEED -> number("seed", knob, value);
            case PRESENCE_PENALTY -> number("presencePenalty", knob, value);
            case FREQUENCY_PENALTY -> number("frequencyPenalty", knob, value);
            case LOGPROBS -> config.putIf(value == Json.Literal.TRUE, "responseLogprobs", value);
            case TOP_LOGPROBS -> topLogprobs(value);
            case MODALITIES -> modalities(value);
            case SAFETY_SETTINGS, CACHED_CONTENT -> {
            }
            case LOGIT_BIAS, VERBOSITY, PREDICTION, AUDIO, USER, SAFETY_IDENTIFIER, METADATA, STORE, SERVICE_TIER,
                    PROMPT_CACHE_KEY -> {
                if (!isDefault(knob, value)) {
                    dropped.accept(knob.field());
                }
            }
        }
    }

    private void number(String name, Knob knob, Json value) {
        if (value instanceof Json.Num number) {
            boolean whole = knob == Knob.TOP_K || knob == Knob.SEED;
            config.put(name, whole ? number.whole().map(Json.Num::of).orElse(number) : number);
        } else {
            dropped.accept(knob.field());
        }
    }

    private void topLogprobs(Json value) {
        if (request.knob(Knob.LOGPROBS).orElse(Json.Literal.FALSE) == Json.Literal.TRUE) {
            config.put("logprobs", value);
        } else {
            dropped.accept(Knob.TOP_LOGPROBS.field());
        }
    }

    private void modalities(Json value) {
        List<Json> asked = value instanceof Json.Arr array ? array.elements() : List.of();
        List<Json.Str> upper = asked.stream().filter(it -> it instanceof Json.Str)
                .map(it -> new Json.Str(((Json.Str) it).value().toUpperCase(Locale.ROOT))).toList();
        if (upper.contains(new Json.Str("IMAGE")) || upper.contains(new Json.Str("AUDIO"))) {
            config.put("responseModalities", upper);
        }
    }

    private void format(ReplyFormat format) {
        config.put("responseMimeType", "application/json");
        if (format instanceof ReplyFormat.Schema schema) {
            var cleaned = GeminiSchemaEncoder.encode(schema.schema(), "response_format.schema");
            cleaned.dropped().forEach(dropped);
            config.putIf(!cleaned.schema().isEmpty(), "responseSchema", cleaned.schema());
        }
    }

    private static boolean isDefault(Knob knob, Json value) {
        return switch (knob) {
            case SERVICE_TIER -> value.equals(new Json.Str("auto")) || value.equals(new Json.Str("default"));
            case VERBOSITY -> value.equals(new Json.Str("medium"));
            case STORE -> value == Json.Literal.FALSE;
            case METADATA, LOGIT_BIAS -> value instanceof Json.Obj object && object.isEmpty();
            default -> false;
        };
    }
}
