package io.omniroute.translation.gemini;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The hub's request as a {@code generateContent} body. Model and streaming are told in the URL (OG-1). Source: Gemini API
 * reference, "generateContent", read 2026-11; {@code request-openai-gemini.md}.
 */
public final class GeminiRequestEncoder {
    private GeminiRequestEncoder() {}

    /** A body before it is written, so that an envelope can go round it. */
    public record Body(Json.Obj json, List<String> dropped, ToolNames names) {
        public Body {
            dropped = List.copyOf(dropped);
        }

        /** With other JSON for the same request, and more that was left out. */
        public Encoded encoded(UnaryOperator<Json.Obj> envelope, List<String> more) {
            var all = new ArrayList<>(dropped);
            more.stream().filter(it -> !all.contains(it)).forEach(all::add);
            return new Encoded(JsonText.bytes(envelope.apply(json)), Map.of(), all, names);
        }
    }

    /** OG-1 to OG-43. */
    public static Body encode(ChatRequest request, Target target) {
        var dropped = new ArrayList<String>();
        ToolNames names = ToolNames.of(request, GeminiNames.TOOLS);
        var contents = new GeminiContentEncoder(names, target.capabilities().can(Ability.FUNCTION_CALL_ID),
                target.capabilities().thinking() == ThinkingStyle.LEVEL).encode(request.messages());
        var body = Json.Obj.builder();
        said(contents, system(request.messages()), body);
        GeminiToolEncoder.encode(request, names, body, dropped::add);
        Json.Obj config = GeminiConfigEncoder.encode(request, target, dropped::add);
        body.putIf(!config.isEmpty(), "generationConfig", config);
        body.put("safetySettings", request.knob(Knob.SAFETY_SETTINGS));
        body.put("cachedContent", request.knob(Knob.CACHED_CONTENT));
        return new Body(body.build(), dropped.stream().distinct().toList(), names);
    }

    /** OG-2: a system text alone is what the user says. */
    private static void said(List<Json> contents, List<Json> system, Json.Obj.Builder body) {
        if (contents.isEmpty() && system.isEmpty()) {
            throw Refusals.malformed("messages", "messages hold nothing to answer");
        }
        if (contents.isEmpty()) {
            body.put("contents", List.of(Json.Obj.builder().put("role", "user").put("parts", system).build()));
            return;
        }
        body.put("contents", contents);
        if (!system.isEmpty()) {
            body.put("systemInstruction", Json.Obj.of("parts", new Json.Arr(system)));
        }
    }

    private static List<Json> system(List<Message> messages) {
        var parts = new ArrayList<Json>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            boolean system = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
            for (Part part : system ? message.parts() : List.<Part>of()) {
                if (!(part instanceof Part.Text text)) {
                    throw Refusals.content("messages[" + i + ']', "A system message can only hold text");
                }
                if (!text.text().isEmpty()) {
                    parts.add(Json.Obj.of("text", new Json.Str(text.text())));
                }
            }
        }
        return parts;
    }
}
