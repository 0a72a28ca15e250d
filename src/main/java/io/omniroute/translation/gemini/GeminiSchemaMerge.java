package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several schemas at once (OG-35): properties and required united, of the other keywords the last. Used once. */
final class GeminiSchemaMerge {
    private final Map<String, Json> keywords = new LinkedHashMap<>();
    private final Map<String, Json> properties = new LinkedHashMap<>();
    private final Set<Json> required = new LinkedHashSet<>();

    GeminiSchemaMerge add(Json.Obj schema) {
        keywords.putAll(schema.members());
        schema.object("properties").ifPresent(it -> properties.putAll(it.members()));
        required.addAll(schema.elements("required"));
        return this;
    }

    Json.Obj build() {
        if (!properties.isEmpty()) {
            keywords.put("properties", Json.Obj.of(properties));
        }
        if (!required.isEmpty()) {
            keywords.put("required", new Json.Arr(List.copyOf(required)));
        }
        return Json.Obj.of(keywords);
    }
}
