package io.omniroute.translation;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.Optional;

/** A tool call's arguments between the dialects that keep them as text and those that want an object (T-6). */
public final class Arguments {
    private Arguments() {}

    /** The object for a text: empty is an empty object, another JSON value goes under {@code value}, what is none under
     *  {@code raw_arguments}; nothing is lost. */
    public static Json.Obj asObject(String text) {
        if (text.isBlank()) {
            return Json.Obj.EMPTY;
        }
        Optional<Json> parsed = JsonText.parse(text);
        if (parsed.isEmpty()) {
            return Json.Obj.of("raw_arguments", new Json.Str(text));
        }
        return parsed.get() instanceof Json.Obj object ? object : Json.Obj.of("value", parsed.get());
    }

    /** Compact text of an object, key order kept, non-ASCII not escaped. */
    public static String asText(Json arguments) {
        return JsonText.write(arguments);
    }
}
