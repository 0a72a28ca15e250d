package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Body of {@code POST /v1/chat/completions} → hub request. Besides the documented members it reads the extension
 * fields clients may send (translation section 3) and the old function forms (T-9).
 * Source: OpenAI API reference, "Create chat completion", read 2026-11.
 */
final class OpenAiRequestDecoder {
    private static final long MOST_CANDIDATES = 128;

    private OpenAiRequestDecoder() {}

    static ChatRequest decode(Json.Obj object, String model, boolean stream) {
        Fields body = Fields.of(object).knows("model", "stream");
        var request = ChatRequest.builder(model).stream(stream);
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            throw Refusals.malformed("messages", "messages must not be empty");
        }
        messages.forEach(message -> request.message(MessageDecoder.message(message)));
        ToolDecoder.read(body, request);
        request.maxTokens(limit(body)).stop(stop(body)).candidates(candidates(body)).replyFormat(format(body))
                .reasoning(ReasoningDecoder.read(body));
        for (Knob knob : Knob.values()) {
            body.value(knob.field()).ifPresent(value -> request.knob(knob, value));
        }
        body.object("stream_options").flatMap(options -> options.bool("include_usage"))
                .ifPresent(request::includeUsage);
        return request.extras(body.unknown()).build();
    }

    /** The newer name wins (OC-2). */
    private static OptionalLong limit(Fields body) {
        Optional<Long> old = positive(body, "max_tokens");
        return positive(body, "max_completion_tokens").or(() -> old).map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<Long> positive(Fields body, String name) {
        Optional<Long> limit = body.whole(name);
        if (limit.isPresent() && limit.get() < 0) {
            throw Refusals.malformed(name, name + " must not be negative");
        }
        return limit;
    }

    private static List<String> stop(Fields body) {
        Optional<Json> stop = body.value("stop");
        return stop.isPresent() && stop.get() instanceof Json.Str text
                ? List.of(text.value())
                : body.texts("stop");
    }

    private static int candidates(Fields body) {
        long wanted = body.whole("n").orElse(1L);
        if (wanted < 1 || wanted > MOST_CANDIDATES) {
            throw Refusals.malformed("n", "n must be between 1 and " + MOST_CANDIDATES);
        }
        return (int) wanted;
    }

    private static Optional<ReplyFormat> format(Fields body) {
        Optional<Fields> format = body.object("response_format");
        if (format.isEmpty()) {
            return Optional.empty();
        }
        String type = format.get().requiredText("type");
        return switch (type) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(new ReplyFormat.AnyJson());
            case "json_schema" -> Optional.of(schema(format.get().requiredObject("json_schema")));
            default -> throw Refusals.parameter(format.get().path("type"), "unknown response format " + type);
        };
    }

    private static ReplyFormat.Schema schema(Fields schema) {
        return new ReplyFormat.Schema(schema.text("name").orElse("response"), schema.text("description"),
                schema.object("schema").map(Fields::object).orElse(Json.Obj.EMPTY), schema.bool("strict"));
    }
}
