package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A client's {@code generateContent} body to the hub's request. Source: Gemini API reference, "generateContent", read
 * 2026-11; {@code request-gemini-openai.md}.
 */
public final class GeminiRequestDecoder {
    private static final String MODELS = "models/";

    private GeminiRequestDecoder() {}

    /** The body as it stands at the top (GO-1 to GO-40). */
    public static ChatRequest decode(Json.Obj body, String model, boolean stream) {
        return decode(Fields.of(GeminiForms.usual(body)).knows("model", "stream"), model, stream, false);
    }

    /** The body inside the Cloud Code envelope, or without one (AO-1 to AO-4). */
    public static ChatRequest decodeEnveloped(Json.Obj envelope, String model, boolean stream) {
        Optional<Json.Obj> inner = envelope.object("request");
        Json.Obj body = GeminiForms.usual(inner.orElse(envelope));
        Fields fields = inner.isPresent() ? Fields.of(body, "request") : Fields.of(body);
        String named = model.isBlank() ? envelope.text("model").orElse(model) : model;
        return decode(fields.knows("model", "stream", "sessionId", "project", "userAgent", "requestType", "requestId"),
                named, stream, true);
    }

    private static ChatRequest decode(Fields body, String model, boolean stream, boolean enveloped) {
        String bare = model.startsWith(MODELS) ? model.substring(MODELS.length()) : model;
        var request = ChatRequest.builder(bare).stream(stream).includeUsage(stream);
        body.value("systemInstruction").map(value -> system(value, body.path("systemInstruction")))
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> request.message(Message.says(Role.SYSTEM, text)));
        body.object("generationConfig").ifPresent(config -> GeminiConfigDecoder.decode(config, request));
        contents(body, request);
        GeminiToolDecoder.decode(body, request, enveloped);
        body.value("safetySettings").ifPresent(it -> request.knob(Knob.SAFETY_SETTINGS, it));
        body.text("cachedContent").ifPresent(it -> request.knob(Knob.CACHED_CONTENT, new Json.Str(it)));
        return request.extras(body.unknown()).build();
    }

    private static void contents(Fields body, ChatRequest.Builder request) {
        List<Fields> contents = body.objects("contents");
        if (contents.isEmpty()) {
            throw Refusals.malformed(body.path("contents"), body.path("contents") + " must not be empty");
        }
        for (int i = 0; i < contents.size(); i++) {
            GeminiContentDecoder.decode(contents.get(i), i, request::dropped).forEach(request::message);
        }
    }

    /** GO-2. */
    private static String system(Json value, String path) {
        if (value instanceof Json.Str text) {
            return text.value();
        }
        return Fields.of(value, path).objects("parts").stream()
                .map(part -> part.text("text").orElseThrow(
                        () -> Refusals.content(part.path(), "Only text can stand in " + path)))
                .collect(Collectors.joining("\n"));
    }
}
