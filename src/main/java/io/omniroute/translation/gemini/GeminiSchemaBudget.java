package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.util.Set;

/**
 * How much may still be written of the schemas of one request. What the client wrote is always covered; references and
 * lists of types, which repeat it, are paid from a fixed sum, so that a small body cannot ask for endless work.
 */
final class GeminiSchemaBudget {
    /** Keywords, values and pieces of text that repetition may add; far above what a model could follow. */
    private static final long EXPANSION = 100_000;
    private static final int PIECE = 32;

    /** Keywords whose schemas are weighed when their turn comes. */
    private static final Set<String> SCHEMAS = Set.of("properties", "items", "prefixItems", "anyOf", "oneOf", "$defs",
            "definitions");

    private long left = EXPANSION;

    /** A schema is going to be written: once it is free. */
    void admit(Json.Obj root) {
        left += 2 * weight(root);
    }

    /** Whether one level of a schema can still be written; pays for it. */
    boolean pays(Json.Obj schema) {
        if (left > 0) {
            left -= level(schema);
        }
        return left > 0;
    }

    private static long level(Json.Obj schema) {
        long weight = 1;
        for (var member : schema.members().entrySet()) {
            weight += SCHEMAS.contains(member.getKey()) ? width(member.getValue()) : weight(member.getValue());
        }
        return weight;
    }

    private static long width(Json value) {
        return switch (value) {
            case Json.Obj object -> 1 + object.members().size();
            case Json.Arr array -> 1 + array.elements().size();
            case Json.Str text -> 1;
            case Json.Num number -> 1;
            case Json.Literal literal -> 1;
        };
    }

    private static long weight(Json value) {
        return switch (value) {
            case Json.Obj object -> 1 + object.members().entrySet().stream()
                    .mapToLong(member -> member.getKey().length() / PIECE + weight(member.getValue())).sum();
            case Json.Arr array -> 1 + array.elements().stream().mapToLong(GeminiSchemaBudget::weight).sum();
            case Json.Str text -> 1 + text.value().length() / PIECE;
            case Json.Num number -> 1;
            case Json.Literal literal -> 1;
        };
    }
}
