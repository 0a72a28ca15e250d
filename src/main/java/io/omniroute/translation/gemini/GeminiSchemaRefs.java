package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
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
    private static final int DEEPEST = 40;

    private final Json.Obj root;
    private final Consumer<String> dropped;
    private int opened;

    GeminiSchemaRefs(Json.Obj root, Consumer<String> dropped) {
        this.root = root;
        this.dropped = dropped;
    }

    /** @param schema without {@code $ref} and {@code allOf} @param open references that led here */
    record Level(Json.Obj schema, Set<String> open) {}

    Level level(Json.Obj schema, Set<String> open, String path) {
        Level target = schema.text("$ref").map(ref -> target(ref, schema.without("$ref"), open, path))
                .orElse(new Level(schema, open));
        return target.schema().has("allOf") ? allOf(target, path) : target;
    }

    private Level target(String ref, Json.Obj siblings, Set<String> open, String path) {
        Optional<Json.Obj> found = pointed(ref);
        if (found.isEmpty()) {
            dropped.accept(path + ".$ref");
            return new Level(siblings, open);
        }
        if (open.contains(ref) || open.size() >= DEEPEST || ++opened > MOST_OPENED) {
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
        Json.Obj merged = Json.Obj.EMPTY;
        var open = new LinkedHashSet<>(level.open());
        for (Json part : level.schema().elements("allOf")) {
            if (part instanceof Json.Obj schema) {
                Level inside = level(schema, level.open(), path);
                merged = merged(merged, inside.schema());
                open.addAll(inside.open());
            }
        }
        return new Level(merged(merged, level.schema().without("allOf")), open);
    }

    /** Both at once: properties and required united, of the other keywords the last. */
    static Json.Obj merged(Json.Obj first, Json.Obj last) {
        Json.Obj.Builder both = first.toBuilder().putAll(last);
        if (first.object("properties").isPresent() && last.object("properties").isPresent()) {
            both.put("properties", first.object("properties").get().toBuilder()
                    .putAll(last.object("properties").get()).build());
        }
        if (!first.elements("required").isEmpty() || !last.elements("required").isEmpty()) {
            var required = new LinkedHashSet<>(first.elements("required"));
            required.addAll(last.elements("required"));
            both.put("required", List.copyOf(required));
        }
        return both.build();
    }

    /** The schema a local pointer, or the name of an anchor, stands for. */
    private Optional<Json.Obj> pointed(String ref) {
        if (!ref.startsWith("#")) {
            return Optional.empty();
        }
        if (ref.length() > 1 && ref.charAt(1) != '/') {
            return anchored(root, ref.substring(1));
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

    private static Optional<Json.Obj> anchored(Json at, String anchor) {
        if (at instanceof Json.Obj object && object.text("$anchor").filter(anchor::equals).isPresent()) {
            return Optional.of(object);
        }
        var inside = at instanceof Json.Obj object ? object.members().values()
                : at instanceof Json.Arr array ? array.elements() : List.<Json>of();
        return inside.stream().map(value -> anchored(value, anchor)).flatMap(Optional::stream).findFirst();
    }
}
