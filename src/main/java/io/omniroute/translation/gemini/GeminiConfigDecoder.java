package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** {@code generationConfig} of a client (GO-30 to GO-38). */
final class GeminiConfigDecoder {
    /** Numbers that keep their meaning under another name. */
    static final Map<String, Knob> NUMBERS = Map.of("temperature", Knob.TEMPERATURE, "topP", Knob.TOP_P, "topK",
            Knob.TOP_K, "seed", Knob.SEED, "presencePenalty", Knob.PRESENCE_PENALTY, "frequencyPenalty",
            Knob.FREQUENCY_PENALTY);

    private final Fields config;
    private final ChatRequest.Builder request;

    private GeminiConfigDecoder(Fields config, ChatRequest.Builder request) {
        this.config = config;
        this.request = request;
    }

    static void decode(Fields config, ChatRequest.Builder request) {
        new GeminiConfigDecoder(config, request).decode();
    }

    private void decode() {
        NUMBERS.forEach((name, knob) -> config.number(name).ifPresent(value -> request.knob(knob, value)));
        request.maxTokens(config.whole("maxOutputTokens").map(OptionalLong::of).orElse(OptionalLong.empty()));
        request.stop(config.texts("stopSequences"));
        config.whole("candidateCount").ifPresent(this::candidates);
        format();
        logprobs();
        modalities();
        config.object("thinkingConfig").ifPresent(thinking -> request.reasoning(reasoning(thinking)));
        config.unknown().members().keySet().forEach(name -> request.dropped(config.path(name)));
    }

    private void candidates(long count) {
        if (count < 1 || count > 128) {
            throw Refusals.malformed(config.path("candidateCount"), "candidateCount must be at least 1");
        }
        request.candidates((int) count);
    }

    private void format() {
        String type = config.text("responseMimeType").orElse("").toLowerCase(Locale.ROOT);
        Optional<Json.Obj> schema = config.object("responseJsonSchema")
                .or(() -> config.object("_responseJsonSchema")).map(Fields::object)
                .or(() -> config.object("responseSchema").map(it -> GeminiSchemaDecoder.decode(it.object())));
        switch (type) {
            case "text/x.enum" -> schema.ifPresent(this::oneOf);
            case "", "application/json" -> request.replyFormat(schema.map(this::following)
                    .or(() -> type.isEmpty() ? Optional.empty() : Optional.of(new ReplyFormat.AnyJson())));
            case "text/plain" -> {
            }
            default -> request.dropped(config.path("responseMimeType"));
        }
    }

    private ReplyFormat following(Json.Obj schema) {
        return new ReplyFormat.Schema("response", Optional.empty(), schema, Optional.of(false));
    }

    /** GO-35: no other dialect has this form, so the model is told. */
    private void oneOf(Json.Obj schema) {
        String values = schema.elements("enum").stream()
                .map(value -> value instanceof Json.Str text ? text.value() : "").filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        if (!values.isEmpty()) {
            request.message(Message.says(Role.SYSTEM, "Answer with exactly one of: " + values + "."));
        }
    }

    private void logprobs() {
        config.bool("responseLogprobs").ifPresent(asked -> request.knob(Knob.LOGPROBS, Json.of(asked)));
        config.number("logprobs").ifPresent(count -> request.knob(Knob.TOP_LOGPROBS, count));
    }

    /** GO-37; sound has no place in the hub's answers. */
    private void modalities() {
        List<String> asked = config.texts("responseModalities").stream().map(GeminiNames::constant).toList();
        if (asked.contains("IMAGE")) {
            request.knob(Knob.MODALITIES,
                    new Json.Arr(List.of(new Json.Str("text"), new Json.Str("image"))));
        }
        if (asked.contains("AUDIO") || asked.contains("VIDEO")) {
            request.dropped(config.path("responseModalities"));
        }
    }

    private ReasoningControl reasoning(Fields config) {
        Optional<Thinking> thinking = config.whole("thinkingBudget").map(GeminiConfigDecoder::thinking);
        Optional<String> level = config.text("thinkingLevel").map(it -> it.toLowerCase(Locale.ROOT))
                .filter(it -> !it.isEmpty() && !it.endsWith("unspecified"));
        Optional<Boolean> shown = config.bool("includeThoughts");
        config.unknown().members().keySet().forEach(name -> request.dropped(config.path(name)));
        return new ReasoningControl(level, thinking, shown, Optional.empty());
    }

    private static Thinking thinking(long budget) {
        if (budget > 0) {
            return new Thinking.Enabled(budget, Optional.empty());
        }
        return budget == 0 ? new Thinking.Disabled() : new Thinking.Adaptive(Optional.empty());
    }
}
