package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * JSON Schema to Google's {@code Schema} message, which knows few keywords and refuses all others (OG-30 to OG-39b). What
 * narrows a value and has no counterpart is named with its path. Source: Gemini API reference, "Schema", read 2026-11.
 */
final class GeminiSchemaEncoder {
    /** Kept as they are when they are of the right kind. */
    private static final Set<String> TEXTS = Set.of("title", "description", "pattern");
    private static final Set<String> COUNTS = Set.of("minItems", "maxItems", "minLength", "maxLength",
            "minProperties", "maxProperties");
    private static final Set<String> VERBATIM = Set.of("default", "example");

    /** Schemas inside each other before the rest is cut, and what is named of one schema. */
    private static final int DEEPEST = 100;
    private static final int MOST_NAMED = 500;
    private static final int LONGEST_NAME = 64;

    private static final Json.Obj ANYTHING = Json.Obj.of("type", new Json.Str("OBJECT"));

    private final Set<String> dropped = new LinkedHashSet<>();
    private final GeminiSchemaRefs refs;
    private final GeminiSchemaBudget budget;
    private int depth;

    private GeminiSchemaEncoder(Json.Obj root, GeminiSchemaBudget budget) {
        this.budget = budget;
        refs = new GeminiSchemaRefs(root, budget, this::drop);
    }

    /** @param dropped keywords that narrowed, with their paths */
    record Cleaned(Json.Obj schema, List<String> dropped) {}

    /** @param path of the schema in the hub, for what is dropped */
    static Cleaned encode(Json.Obj schema, String path) {
        return encode(schema, path, new GeminiSchemaBudget());
    }

    /** @param budget shared by the schemas of one request */
    static Cleaned encode(Json.Obj schema, String path, GeminiSchemaBudget budget) {
        budget.admit(schema);
        var encoder = new GeminiSchemaEncoder(schema, budget);
        Json.Obj clean = encoder.clean(schema, Set.of(), path);
        return new Cleaned(clean, List.copyOf(encoder.dropped));
    }

    private void drop(String what) {
        if (dropped.size() < MOST_NAMED) {
            dropped.add(what);
        }
    }

    /** What is too deep or too much becomes an object of any kind and is named. */
    private Json.Obj clean(Json.Obj given, Set<String> open, String path) {
        if (depth >= DEEPEST || !budget.pays(given)) {
            drop(path);
            return ANYTHING;
        }
        depth++;
        Json.Obj clean = opened(given, open, path);
        depth--;
        return clean;
    }

    private Json.Obj opened(Json.Obj given, Set<String> open, String path) {
        GeminiSchemaRefs.Level level = refs.level(given, open, path);
        Json.Obj schema = level.schema();
        var values = GeminiSchemaValues.of(schema);
        if (values.types().size() > 1) {
            return several(schema, values, level.open(), path);
        }
        var out = new LinkedHashMap<String, Json>();
        values.type().ifPresent(type -> out.put("type", new Json.Str(type)));
        schema.members().forEach((keyword, value) -> keyword(keyword, value, out, path));
        values.writeTo(schema, out);
        if (values.enumDropped()) {
            drop(path + ".enum");
        }
        children(schema, level.open(), path, out);
        GeminiSchemaLimits.write(schema, values.type().orElse(""), out, name -> drop(path + '.' + name));
        return alternatives(schema, level.open(), path, out);
    }

    private void keyword(String keyword, Json value, Map<String, Json> out, String path) {
        if (TEXTS.contains(keyword) && value instanceof Json.Str || VERBATIM.contains(keyword)) {
            out.put(keyword, value);
        } else if (COUNTS.contains(keyword)) {
            GeminiSchemaLimits.count(value).ifPresent(count -> out.put(keyword, count));
        } else if (GeminiSchemaLimits.narrows(keyword, value)) {
            drop(path + '.' + keyword);
        }
    }

    private void children(Json.Obj schema, Set<String> open, String path, Map<String, Json> out) {
        schema.object("properties").ifPresent(properties -> {
            Json.Obj clean = properties(properties, open, path + ".properties");
            out.put("properties", clean);
            order(schema, clean, out);
        });
        if (isArray(out)) {
            out.put("items", items(schema, open, path));
        }
        required(schema, out);
    }

    private static boolean isArray(Map<String, Json> out) {
        return out.get("type") instanceof Json.Str type && type.value().equals("ARRAY");
    }

    private Json.Obj properties(Json.Obj properties, Set<String> open, String path) {
        var clean = Json.Obj.builder();
        properties.members().forEach((name, value) -> {
            String place = path + '.' + name.substring(0, Math.min(LONGEST_NAME, name.length()));
            if (value instanceof Json.Obj schema) {
                clean.put(name, clean(schema, open, place));
            } else if (value == Json.Literal.TRUE) {
                clean.put(name, Json.Obj.EMPTY);
            } else {
                drop(place);
            }
        });
        return clean.build();
    }

    private static void order(Json.Obj schema, Json.Obj properties, Map<String, Json> out) {
        List<Json> order = known(schema.elements("propertyOrdering"), properties);
        if (!order.isEmpty()) {
            out.put("propertyOrdering", new Json.Arr(order));
        }
    }

    /** OG-39. */
    private static void required(Json.Obj schema, Map<String, Json> out) {
        if (out.get("properties") instanceof Json.Obj properties) {
            List<Json> required = known(schema.elements("required"), properties);
            if (!required.isEmpty()) {
                out.put("required", new Json.Arr(required));
            }
        }
    }

    private static List<Json> known(List<Json> names, Json.Obj properties) {
        return names.stream().distinct()
                .filter(name -> name instanceof Json.Str text && properties.has(text.value())).toList();
    }

    /** OG-38. */
    private Json.Obj items(Json.Obj schema, Set<String> open, String path) {
        var tuple = new ArrayList<>(schema.elements("prefixItems"));
        tuple.addAll(schema.elements("items"));
        schema.object("items").filter(rest -> !tuple.isEmpty()).ifPresent(tuple::add);
        if (tuple.isEmpty()) {
            return schema.object("items").map(items -> clean(items, open, path + ".items"))
                    .orElse(Json.Obj.of("type", new Json.Str("STRING")));
        }
        var alternatives = new LinkedHashSet<Json>();
        for (Json element : tuple) {
            alternatives.add(element instanceof Json.Obj it ? clean(it, open, path + ".items") : Json.Obj.EMPTY);
        }
        if (alternatives.contains(Json.Obj.EMPTY)) {
            return Json.Obj.EMPTY;
        }
        return alternatives.size() == 1 && alternatives.getFirst() instanceof Json.Obj only
                ? only
                : Json.Obj.of("anyOf", new Json.Arr(List.copyOf(alternatives)));
    }

    /** OG-31: one alternative per type, each with the keywords that speak of it. */
    private Json.Obj several(Json.Obj schema, GeminiSchemaValues values, Set<String> open, String path) {
        var alternatives = new ArrayList<Json>();
        Json.Obj bare = schema.without("title").without("description").without("default").without("example")
                .without("nullable").without("examples");
        for (String type : values.types()) {
            Json.Obj one = GeminiSchemaValues.only(bare, type);
            alternatives.add(clean(one.with("type", new Json.Str(type)), open, path));
        }
        var out = Json.Obj.builder().put("anyOf", alternatives);
        for (String kept : List.of("title", "description", "default", "example")) {
            schema.get(kept).filter(value -> VERBATIM.contains(kept) || value instanceof Json.Str)
                    .ifPresent(value -> out.put(kept, value));
        }
        return out.putIf(values.nullable(), "nullable", Json.Literal.TRUE).build();
    }

    /** OG-34. */
    private Json.Obj alternatives(Json.Obj schema, Set<String> open, String path, Map<String, Json> out) {
        String keyword = schema.elements("anyOf").isEmpty() ? "oneOf" : "anyOf";
        List<Json> given = schema.elements(keyword);
        if (keyword.equals("anyOf") && !schema.elements("oneOf").isEmpty()) {
            drop(path + ".oneOf");
        }
        var clean = new ArrayList<Json.Obj>();
        boolean nullable = false;
        for (Json alternative : given) {
            Json.Obj one = alternative instanceof Json.Obj it ? clean(it, open, path + '.' + keyword) : Json.Obj.EMPTY;
            boolean isNull = GeminiSchemaValues.isNull(one);
            nullable |= isNull;
            if (!isNull) {
                clean.add(one);
            }
        }
        if (nullable) {
            out.put("nullable", Json.Literal.TRUE);
        }
        if (clean.size() == 1) {
            return new GeminiSchemaMerge().add(clean.getFirst()).add(Json.Obj.of(out)).build();
        }
        if (clean.contains(Json.Obj.EMPTY)) {
            drop(path + '.' + keyword); // one of them allows anything here, so the choice says nothing any more
        } else if (!clean.isEmpty()) {
            out.put("anyOf", new Json.Arr(List.copyOf(clean)));
        }
        return Json.Obj.of(out);
    }

    /** The parameters of a function; empty when it takes none (OG-20). */
    static Optional<Cleaned> parameters(Json.Obj schema, String path, GeminiSchemaBudget budget) {
        Cleaned cleaned = encode(schema, path, budget);
        Json.Obj root = cleaned.schema();
        boolean any = root.object("properties").filter(it -> !it.isEmpty()).isPresent()
                || !root.elements("anyOf").isEmpty();
        return any
                ? Optional.of(new Cleaned(root.with("type", new Json.Str("OBJECT")), cleaned.dropped()))
                : Optional.empty();
    }
}
