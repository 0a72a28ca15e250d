package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Google's {@code Schema} to JSON Schema (GO-20, AO-3): type names in lower case, {@code nullable} as a type, limits as
 * numbers. What stands under {@code properties} are names and stay as they are.
 */
final class GeminiSchemaDecoder {
    private static final Set<String> COUNTS = Set.of("minItems", "maxItems", "minLength", "maxLength",
            "minProperties", "maxProperties");

    private GeminiSchemaDecoder() {}

    static Json.Obj decode(Json.Obj schema) {
        var decoded = Json.Obj.builder();
        schema.members().forEach((name, value) -> {
            String keyword = GeminiNames.camel(name);
            switch (keyword) {
                case "enumDescriptions", "nullable" -> {
                }
                case "type" -> type(value, decoded);
                case "properties", "$defs", "definitions" -> decoded.put(keyword, named(value));
                case "items", "additionalProperties", "not" -> decoded.put(keyword, inside(value));
                case "anyOf", "oneOf", "allOf", "prefixItems" -> decoded.put(keyword, inside(value));
                default -> decoded.put(keyword, COUNTS.contains(keyword) ? count(value) : value);
            }
        });
        Json.Obj built = decoded.build();
        return schema.bool("nullable").orElse(false) ? nullable(built) : built;
    }

    /** The same JSON Schema without what only the Cloud Code clients write (AO-3). */
    static Json withoutEnumDescriptions(Json value) {
        return switch (value) {
            case Json.Arr array -> new Json.Arr(
                    array.elements().stream().map(GeminiSchemaDecoder::withoutEnumDescriptions).toList());
            case Json.Obj object -> {
                var kept = Json.Obj.builder();
                object.members().forEach((name, member) -> {
                    if (!name.equals("enumDescriptions")) {
                        kept.put(name, name.equals("properties") && member instanceof Json.Obj properties
                                ? mapped(properties)
                                : withoutEnumDescriptions(member));
                    }
                });
                yield kept.build();
            }
            case Json.Str text -> text;
            case Json.Num number -> number;
            case Json.Literal literal -> literal;
        };
    }

    private static Json.Obj mapped(Json.Obj properties) {
        var kept = Json.Obj.builder();
        properties.members().forEach((name, member) -> kept.put(name, withoutEnumDescriptions(member)));
        return kept.build();
    }

    private static void type(Json value, Json.Obj.Builder decoded) {
        if (value instanceof Json.Arr several) {
            decoded.put("type", several.elements().stream().map(GeminiSchemaDecoder::lower).toList());
        } else if (!(value instanceof Json.Str name)) {
            decoded.put("type", value);
        } else if (!GeminiNames.constant(name.value()).equals("TYPE_UNSPECIFIED")) {
            decoded.put("type", lower(name));
        }
    }

    private static Json lower(Json type) {
        return type instanceof Json.Str name ? new Json.Str(name.value().toLowerCase(Locale.ROOT)) : type;
    }

    private static Json.Obj nullable(Json.Obj schema) {
        if (schema.text("type").isPresent()) {
            return schema.with("type",
                    new Json.Arr(List.of(new Json.Str(schema.text("type").get()), new Json.Str("null"))));
        }
        if (schema.elements("anyOf").isEmpty()) {
            return schema;
        }
        var alternatives = new ArrayList<>(schema.elements("anyOf"));
        alternatives.add(Json.Obj.of("type", new Json.Str("null")));
        return schema.with("anyOf", new Json.Arr(alternatives));
    }

    private static Json named(Json value) {
        if (!(value instanceof Json.Obj properties)) {
            return value;
        }
        var decoded = Json.Obj.builder();
        properties.members().forEach((name, schema) -> decoded.put(name, inside(schema)));
        return decoded.build();
    }

    private static Json inside(Json value) {
        return switch (value) {
            case Json.Obj schema -> decode(schema);
            case Json.Arr several -> new Json.Arr(
                    several.elements().stream().map(GeminiSchemaDecoder::inside).toList());
            case Json.Str text -> text;
            case Json.Num number -> number;
            case Json.Literal literal -> literal;
        };
    }

    /** 64 bit numbers are strings in proto JSON. */
    private static Json count(Json value) {
        boolean digits = value instanceof Json.Str text && !text.value().isEmpty() && text.value().length() < 19
                && text.value().chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Json.Num.of(Long.parseLong(((Json.Str) value).value())) : value;
    }
}
