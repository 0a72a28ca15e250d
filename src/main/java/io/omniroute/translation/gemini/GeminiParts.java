package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
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
        return carrier(GeminiSignatures.write(signature));
    }

    /** A part for a signature that has no other. */
    static Json.Obj carrier(String signature) {
        return Json.Obj.builder().put("text", "").put("thoughtSignature", signature).build();
    }

    /** @param held another vendor's seals, for a call without a signature of its own */
    static Json.Obj call(Part.ToolCall call, Optional<String> held) {
        Json.Obj wire = Json.Obj.builder().put("id", call.id()).put("name", GeminiNames.tool(call.name()))
                .put("args", GeminiContentEncoder.arguments(call)).build();
        return Json.Obj.builder().put("functionCall", wire)
                .putText("thoughtSignature", call.signature().map(GeminiSignatures::write).or(() -> held))
                .build();
    }

    static Json.Obj image(Media image) {
        return GeminiMedia.part(image, "image/png");
    }
}
