package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens one level of a JSON Schema: local {@code $ref}s replaced by what they point at (OG-30), {@code allOf} merged
 * (OG-35). A reference that is being opened already ends the descent, and so does a schema that would grow without
 * measure although it is not recursive.
 */
final class GeminiSchemaRefs {
    /** References opened in one schema before the rest is cut; far above what a model could follow. */
    private static final int MOST_OPENED = 2_000;
    private static final int MOST_OPEN = 40;
    /** References and {@code allOf} inside each other. */
    private static final int DEEPEST = 100;

    private final Json.Obj root;
    private final GeminiSchemaBudget budget;
    private final Consumer<String> dropped;
    private final Map<String, Optional<Json.Obj>> found = new HashMap<>();
    private final Map<String, Json.Obj> anchors = new HashMap<>();
    private boolean indexed;
    private int opened;
    private int depth;

    GeminiSchemaRefs(Json.Obj root, GeminiSchemaBudget budget, Consumer<String> dropped) {
        this.root = root;
        this.budget = budget;
        this.dropped = dropped;
    }

    /** @param schema without {@code $ref} and {@code allOf} @param open references that led here */
    record Level(Json.Obj schema, Set<String> open) {}

    Level level(Json.Obj schema, Set<String> open, String path) {
        if (depth >= DEEPEST) {
            dropped.accept(path);
            return new Level(cut(schema, Json.Obj.EMPTY), open);
        }
        depth++;
        Level target = schema.text("$ref").map(ref -> target(ref, schema.without("$ref"), open, path))
                .orElse(new Level(schema, open));
        Level level = target.schema().has("allOf") ? allOf(target, path) : target;
        depth--;
        return level;
    }

    private Level target(String ref, Json.Obj siblings, Set<String> open, String path) {
        Optional<Json.Obj> found = found(ref);
        if (found.isEmpty()) {
            dropped.accept(path + ".$ref");
            return new Level(siblings, open);
        }
        boolean again = open.contains(ref);
        if (again || open.size() >= MOST_OPEN || ++opened > MOST_OPENED || !budget.pays(found.get())) {
            if (!again) {
                dropped.accept(path + ".$ref");
            }
            return new Level(cut(found.get(), siblings), open);
        }
        var inside = new LinkedHashSet<>(open);
        inside.add(ref);
        Level level = level(found.get(), inside, path);
        return new Level(level.schema().toBuilder().putAll(siblings).build(), level.open());
    }

    private static Json.Obj cut(Json.Obj target, Json.Obj siblings) {
        return Json.Obj.builder().put("type", "object")
                .putText("description", siblings.text("description").or(() -> target.text("description"))).build();
    }

    private Level allOf(Level level, String path) {
        var merged = new GeminiSchemaMerge();
        var open = new LinkedHashSet<>(level.open());
        for (Json part : level.schema().elements("allOf")) {
            if (part instanceof Json.Obj schema) {
                Level inside = level(schema, level.open(), path);
                merged.add(inside.schema());
                open.addAll(inside.open());
            }
        }
        return new Level(merged.add(level.schema().without("allOf")).build(), open);
    }

    private Optional<Json.Obj> found(String ref) {
        Optional<Json.Obj> known = found.get(ref);
        if (known == null) {
            known = pointed(ref);
            found.put(ref, known);
        }
        return known;
    }

    /** The schema a local pointer, or the name of an anchor, stands for. */
    private Optional<Json.Obj> pointed(String ref) {
        if (!ref.startsWith("#")) {
            return Optional.empty();
        }
        if (ref.length() > 1 && ref.charAt(1) != '/') {
            return anchored(ref.substring(1));
        }
        Json at = root;
        for (String step : ref.length() == 1 ? List.<String>of() : List.of(ref.substring(2).split("/", -1))) {
            Optional<Json> next = step(at, unescaped(step));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return at instanceof Json.Obj schema ? Optional.of(schema) : any(at);
    }

    /** {@code true} allows anything. */
    private static Optional<Json.Obj> any(Json value) {
        return value == Json.Literal.TRUE ? Optional.of(Json.Obj.EMPTY) : Optional.empty();
    }

    private static Optional<Json> step(Json at, String name) {
        if (at instanceof Json.Obj object) {
            return object.get(name);
        }
        boolean index = at instanceof Json.Arr && !name.isEmpty() && name.length() < 7
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return index && at instanceof Json.Arr array && Integer.parseInt(name) < array.elements().size()
                ? Optional.of(array.elements().get(Integer.parseInt(name)))
                : Optional.empty();
    }

    private static String unescaped(String step) {
        String decoded = step;
        if (step.indexOf('%') >= 0) {
            try {
                decoded = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                decoded = step; // a bare percent sign: part of the name
            }
        }
        return decoded.replace("~1", "/").replace("~0", "~");
    }

    private Optional<Json.Obj> anchored(String name) {
        if (!indexed) {
            indexed = true;
            index(root);
        }
        return Optional.ofNullable(anchors.get(name));
    }

    private void index(Json at) {
        if (at instanceof Json.Obj object) {
            object.text("$anchor").ifPresent(name -> anchors.putIfAbsent(name, object));
            object.members().values().forEach(this::index);
        } else if (at instanceof Json.Arr array) {
            array.elements().forEach(this::index);
        }
    }
}
