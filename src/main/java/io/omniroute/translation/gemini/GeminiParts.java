package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of an answer as a client of this dialect reads them (RH-2 to RH-6, RH-12). */
final class GeminiParts {
    /** Where there is nothing to say (RH-12). */
    static final Json.Obj NOTHING = text("");

    private GeminiParts() {}

    static Json.Obj text(String text) {
        return Json.Obj.of("text", new Json.Str(text));
    }

    static Json.Obj thought(String text, Optional<String> signature) {
        return Json.Obj.builder().put("text", text).put("thought", true).putText("thoughtSignature", signature)
                .build();
    }

    static Json.Obj mark(Signature signature) {
        return Json.Obj.builder().put("text", "").put("thoughtSignature", GeminiSignatures.write(signature)).build();
    }

    static Json.Obj call(Part.ToolCall call) {
        Json.Obj wire = Json.Obj.builder().put("id", call.id()).put("name", GeminiNames.tool(call.name()))
                .put("args", GeminiContentEncoder.arguments(call)).build();
        return Json.Obj.builder().put("functionCall", wire)
                .putText("thoughtSignature", call.signature().map(GeminiSignatures::write)).build();
    }

    static Json.Obj image(Media image) {
        return GeminiMedia.part(image, "image/png");
    }

    /** @param thoughts whether the client is shown them (RH-2) */
    static List<Json> of(List<Part> parts, boolean thoughts) {
        var wire = new ArrayList<Json>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text it -> add(it.text(), wire);
                case Part.Refusal it -> add(it.text(), wire);
                case Part.ToolCall it -> wire.add(call(it));
                case Part.Image it -> wire.add(image(it.source()));
                case Part.Mark it -> mark(it, wire);
                case Part.Reasoning it when thoughts ->
                    wire.add(thought(it.text(), it.signature().map(GeminiSignatures::write)));
                case Part.Redacted it when thoughts ->
                    wire.add(thought("", Optional.of(GeminiSignatures.sealed(it.data()))));
                case Part.Reasoning it -> {
                }
                case Part.Redacted it -> {
                }
                case Part.Audio it -> wire.add(GeminiMedia.blob("audio/" + it.format(), it.base64()));
                case Part.Document it -> wire.add(GeminiMedia.part(it.source(), "application/pdf"));
                case Part.ToolResult it -> {
                }
            }
        }
        return wire.isEmpty() ? List.of(NOTHING) : wire;
    }

    private static void add(String text, List<Json> wire) {
        if (!text.isEmpty()) {
            wire.add(text(text));
        }
    }

    /** On the text before it where that has none of its own. */
    private static void mark(Part.Mark mark, List<Json> wire) {
        if (!wire.isEmpty() && wire.getLast() instanceof Json.Obj last && last.has("text")
                && !last.has("thoughtSignature")) {
            wire.set(wire.size() - 1, last.with("thoughtSignature",
                    new Json.Str(GeminiSignatures.write(mark.signature()))));
        } else {
            wire.add(mark(mark.signature()));
        }
    }
}
