package io.omniroute.translation.json;

import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An object of a client's body together with where it stands, for decoders: a member is absent, of the right type, or
 * refused with its JSON path. A null counts as absent. Remembers which members were asked for.
 */
public final class Fields {
    private final Json.Obj object;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();

    private Fields(Json.Obj object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The body itself. */
    public static Fields of(Json.Obj body) {
        return new Fields(body, "");
    }

    /** @param path of the value, for example {@code messages[0]} */
    public static Fields of(Json value, String path) {
        if (value instanceof Json.Obj object) {
            return new Fields(object, path);
        }
        throw Refusals.malformed(path, path + " must be an object");
    }

    public Json.Obj object() {
        return object;
    }

    public String path() {
        return path;
    }

    /** The path of a member. */
    public String path(String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** The member as it is. */
    public Optional<Json> value(String name) {
        known.add(name);
        return Optional.ofNullable(object.present(name));
    }

    public Optional<String> text(String name) {
        return value(name).map(it -> {
            if (it instanceof Json.Str text) {
                return text.value();
            }
            throw wrong(name, "a string");
        });
    }

    /** The string, which has to be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    public Optional<Boolean> bool(String name) {
        return value(name).map(it -> switch (it) {
            case Json.Literal.TRUE -> true;
            case Json.Literal.FALSE -> false;
            default -> throw wrong(name, "a boolean");
        });
    }

    public Optional<Long> whole(String name) {
        return value(name).map(it -> {
            if (it instanceof Json.Num number) {
                return number.whole().orElseThrow(() -> wrong(name, "a whole number"));
            }
            throw wrong(name, "a whole number");
        });
    }

    public Optional<Json.Num> number(String name) {
        return value(name).map(it -> {
            if (it instanceof Json.Num number) {
                return number;
            }
            throw wrong(name, "a number");
        });
    }

    public Optional<Fields> object(String name) {
        return value(name).map(it -> of(it, path(name)));
    }

    public Fields requiredObject(String name) {
        return object(name).orElseThrow(() -> missing(name));
    }

    /** The elements, each with its place; none when the member is absent. */
    public List<Element> elements(String name) {
        Optional<Json> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Json.Arr array)) {
            throw wrong(name, "an array");
        }
        var elements = new ArrayList<Element>(array.elements().size());
        for (Json element : array.elements()) {
            elements.add(new Element(element, path(name) + '[' + elements.size() + ']'));
        }
        return elements;
    }

    /** The elements as objects. */
    public List<Fields> objects(String name) {
        return elements(name).stream().map(Element::fields).toList();
    }

    /** The elements as strings. */
    public List<String> texts(String name) {
        return elements(name).stream().map(Element::text).toList();
    }

    /** Says that a member is understood although its value is not asked for here. */
    public Fields knows(String... names) {
        known.addAll(List.of(names));
        return this;
    }

    /** The members nobody has asked for so far, nulls left out. */
    public Json.Obj unknown() {
        var rest = Json.Obj.builder();
        object.members().forEach((name, value) -> {
            if (!known.contains(name) && value != Json.Literal.NULL) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }

    private GatewayException wrong(String name, String due) {
        return Refusals.malformed(path(name), path(name) + " must be " + due);
    }

    private GatewayException missing(String name) {
        return Refusals.malformed(path(name), "Missing " + path(name));
    }

    /** An element of an array and its path. */
    public record Element(Json value, String path) {
        public Fields fields() {
            return Fields.of(value, path);
        }

        public String text() {
            if (value instanceof Json.Str text) {
                return text.value();
            }
            throw Refusals.malformed(path, path + " must be a string");
        }
    }
}
