package io.omniroute.translation.anthropic;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What comes from an upstream, as JSON. */
final class Wire {
    private Wire() {}

    /** The object in {@code bytes[from, to)}, bytes that are no UTF-8 taken for U+FFFD (SP-1); empty for anything else. */
    static Optional<Json.Obj> object(byte[] bytes, int from, int to) {
        return JsonText.parse(bytes, from, to)
                .or(() -> JsonText.parse(new String(bytes, from, to - from, StandardCharsets.UTF_8)))
                .filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast);
    }

    /** A message's id as it is, {@code msg_} included (RC-1). */
    static Optional<String> id(Json.Obj message) {
        return filled(message, "id");
    }

    static Optional<String> filled(Json.Obj object, String name) {
        return object.text(name).filter(text -> !text.isEmpty());
    }

    /** Why the model refused (RC-11). */
    static Optional<String> explanation(Json.Obj holder) {
        return holder.object("stop_details").flatMap(details -> filled(details, "explanation"));
    }
}
