package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Opens a JSON object; bytes that are no UTF-8 are taken for U+FFFD (SP-1). */
final class Reading {
    private Reading() {}

    static Optional<Json.Obj> object(byte[] data, int from, int to) {
        return JsonText.parse(data, from, to)
                .or(() -> JsonText.parse(new String(data, from, to - from, StandardCharsets.UTF_8)))
                .flatMap(it -> it instanceof Json.Obj object ? Optional.of(object) : Optional.empty());
    }
}
