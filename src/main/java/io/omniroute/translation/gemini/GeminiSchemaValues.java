package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which values one level of a schema allows: its types, enumeration, constant and format (OG-31 to OG-33, OG-37, OG-39).
 *
 * @param types in Google's words, null left out; more than one becomes alternatives
 * @param texts the enumeration when it is made of strings
 * @param listed values that can only be told in words
 */
record GeminiSchemaValues(List<String> types, boolean nullable, List<Json> texts, List<Json> listed,
        boolean enumDropped) {
    private static final Set<String> KNOWN = Set.of("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT",
            "NULL");
    private static final Map<String, Set<String>> SPOKEN_OF = Map.of("STRING",
            Set.of("minLength", "maxLength", "pattern", "format", "enum", "const"), "ARRAY",
            Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"), "OBJECT",
            Set.of("properties", "required", "minProperties", "maxProperties", "patternProperties", "propertyNames",
                    "dependentRequired", "propertyOrdering"),
            "NUMBER", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"),
            "INTEGER", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"));
    static GeminiSchemaValues of(Json.Obj schema) {
        var types = new LinkedHashSet<>(types(schema));
        List<Json> values = values(schema);
        boolean nullable = schema.bool("nullable").orElse(false) || types.size() > 1 && types.contains("NULL")
                || values.size() > 1 && values.contains(Json.Literal.NULL);
        if (types.size() > 1) {
            types.remove("NULL");
        }
        List<Json> present = values.stream().filter(it -> it != Json.Literal.NULL).distinct().toList();
        boolean texts = !present.isEmpty() && present.stream().allMatch(it -> it instanceof Json.Str);
        if (texts) {
            List<Json> named = present.stream().filter(it -> !it.equals(new Json.Str(""))).toList();
            return new GeminiSchemaValues(List.of("STRING"), nullable, named, List.of(),
                    named.size() < present.size());
        }
        List<String> found = types.isEmpty() ? inferred(schema, present, values.size()) : List.copyOf(types);
        boolean several = found.size() > 1;
        return new GeminiSchemaValues(found, nullable, List.of(), several ? List.of() : present,
                !several && !present.isEmpty() && schema.has("enum"));
    }

    Optional<String> type() {
        return types.stream().findFirst();
    }

    /** Everything but the type and what is below. */
    void writeTo(Json.Obj schema, Map<String, Json> out) {
        if (nullable) {
            out.put("nullable", Json.Literal.TRUE);
        }
        if (!texts.isEmpty()) {
            out.put("enum", new Json.Arr(texts));
        }
        if (!listed.isEmpty()) {
            String said = listed.stream().map(JsonText::write).collect(Collectors.joining(", ", "Allowed values: ",
                    "."));
            out.put("description", new Json.Str(schema.text("description").filter(it -> !it.isBlank())
                    .map(it -> it + ' ' + said).orElse(said)));
        }
        schema.text("format").filter(this::allows).ifPresent(format -> out.put("format", new Json.Str(format)));
    }

    private boolean allows(String format) {
        return switch (format) {
            case "date-time" -> types.equals(List.of("STRING"));
            case "enum" -> !texts.isEmpty();
            case "float", "double" -> types.equals(List.of("NUMBER"));
            case "int32", "int64" -> types.equals(List.of("INTEGER"));
            default -> false;
        };
    }

    /** Whether a cleaned schema allows nothing but null. */
    static boolean isNull(Json.Obj cleaned) {
        return cleaned.text("type").filter("NULL"::equals).isPresent();
    }

    /** A schema of several types without the keywords that speak of others than this. */
    static Json.Obj only(Json.Obj schema, String type) {
        var kept = Json.Obj.builder();
        Set<String> own = SPOKEN_OF.getOrDefault(type, Set.of());
        schema.members().forEach((keyword, value) -> {
            boolean others = SPOKEN_OF.values().stream().anyMatch(it -> it.contains(keyword));
            boolean values = keyword.equals("enum") || keyword.equals("const");
            if (values) {
                fitting(keyword, value, type).ifPresent(it -> kept.put("enum", it));
            } else if (!others || own.contains(keyword)) {
                kept.put(keyword, value);
            }
        });
        return kept.build();
    }

    private static Optional<Json> fitting(String keyword, Json value, String type) {
        List<Json> values = keyword.equals("const") ? List.of(value) : elements(value);
        List<Json> fitting = values.stream().filter(it -> typeOf(it).equals(type)
                || type.equals("NUMBER") && typeOf(it).equals("INTEGER")).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(new Json.Arr(fitting));
    }

    private static List<Json> elements(Json value) {
        return value instanceof Json.Arr array ? array.elements() : List.of();
    }

    private static List<String> types(Json.Obj schema) {
        List<Json> named = schema.text("type").<List<Json>>map(it -> List.of(new Json.Str(it)))
                .orElse(schema.elements("type"));
        return named.stream().map(it -> it instanceof Json.Str text ? text.value().toUpperCase(Locale.ROOT) : "")
                .filter(KNOWN::contains).toList();
    }

    private static List<Json> values(Json.Obj schema) {
        return schema.get("const").<List<Json>>map(List::of).orElse(schema.elements("enum"));
    }

    private static List<String> inferred(Json.Obj schema, List<Json> present, int values) {
        var types = new ArrayList<String>();
        if (schema.object("properties").isPresent()) {
            types.add("OBJECT");
        } else if (schema.has("items") || schema.has("prefixItems")) {
            types.add("ARRAY");
        } else if (present.isEmpty()) {
            types.addAll(values > 0 ? List.of("NULL") : List.of());
        } else {
            Set<String> of = present.stream().map(GeminiSchemaValues::typeOf).collect(Collectors.toSet());
            boolean numbers = of.equals(Set.of("INTEGER", "NUMBER"));
            types.addAll(numbers ? List.of("NUMBER") : of.size() == 1 ? of : Set.of());
        }
        return types;
    }

    private static String typeOf(Json value) {
        return switch (value) {
            case Json.Str text -> "STRING";
            case Json.Num number -> number.whole().isPresent() ? "INTEGER" : "NUMBER";
            case Json.Arr array -> "ARRAY";
            case Json.Obj object -> "OBJECT";
            case Json.Literal literal -> literal == Json.Literal.NULL ? "NULL" : "BOOLEAN";
        };
    }
}
