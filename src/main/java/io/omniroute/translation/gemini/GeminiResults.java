package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;

/** A tool's text as the object a {@code functionResponse} wants (OG-15). */
final class GeminiResults {
    private GeminiResults() {}

    static Json.Obj response(String text, boolean failed) {
        if (failed) {
            return Json.Obj.of("error", new Json.Str(text));
        }
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            Json parsed = JsonText.parse(text).orElse(Json.Literal.NULL);
            if (parsed instanceof Json.Obj object && !refers(object)) {
                return object;
            }
            if (parsed instanceof Json.Arr array && !refers(array)) {
                return Json.Obj.of("output", array);
            }
        }
        return Json.Obj.of("output", new Json.Str(text));
    }

    /** The API takes {@code $ref} in a result for a reference of its own and refuses what it cannot resolve. */
    private static boolean refers(Json value) {
        return switch (value) {
            case Json.Obj object -> object.has("$ref") || object.members().values().stream().anyMatch(
                    GeminiResults::refers);
            case Json.Arr array -> array.elements().stream().anyMatch(GeminiResults::refers);
            case Json.Str text -> false;
            case Json.Num number -> false;
            case Json.Literal literal -> false;
        };
    }
}
