package io.omniroute.translation.shaping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.ElementCuts;
import io.omniroute.translation.RequestHead.Edit;
import io.omniroute.translation.RequestHead.Span;
import io.omniroute.translation.SameDialectEdit;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object as bytes, to be replaced, removed and added one by one. For one use. */
final class OwnBody {
    private final byte[] bytes;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, Json> values = new LinkedHashMap<>();
    private final Set<String> removed = new HashSet<>();
    private final List<Edit> insertions = new ArrayList<>();
    private final int end;

    /** @param element name and value, @param value the value alone */
    record Member(String name, Span element, Span value) {}

    /** @param bytes one well-formed JSON object; the door has read it before */
    OwnBody(byte[] bytes) {
        this.bytes = bytes;
        try (JsonParser json = JsonBytes.parser(bytes, 0, bytes.length)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                int from = from(json);
                String name = json.currentName();
                json.nextToken();
                Span value = span(json);
                members.add(new Member(name, new Span(from, value.to()), value));
            }
            end = (int) json.currentLocation().getByteOffset() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException("a body that was read before cannot be read", e);
        }
    }

    static int from(JsonParser json) {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    static Span span(JsonParser json) throws IOException {
        int from = from(json);
        json.skipChildren();
        json.finishToken();
        return new Span(from, (int) json.currentLocation().getByteOffset());
    }

    byte[] original() {
        return bytes;
    }

    /** Where the value stands; of a repeated member the last one counts. */
    Optional<Span> place(String name) {
        return members.stream().filter(member -> member.name().equals(name)).reduce((first, second) -> second)
                .map(Member::value);
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** The value as it came; a null counts as absent. */
    Optional<Json> value(String name) {
        return place(name).flatMap(at -> JsonText.parse(bytes, at.from(), at.to()))
                .filter(value -> value != Json.Literal.NULL);
    }

    /** The value when it is an object, else an empty one. */
    Json.Obj object(String name) {
        return value(name).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast).orElse(Json.Obj.EMPTY);
    }

    void set(String name, Json value) {
        values.put(name, value);
        removed.remove(name);
    }

    void remove(String name) {
        removed.add(name);
        values.remove(name);
    }

    /** Puts text between two bytes that stay. */
    void insert(int at, String text) {
        insertions.add(new Edit(new Span(at, at), text));
    }

    /** The body with what was changed; the original array when nothing was. */
    byte[] written() {
        var edits = new ArrayList<>(insertions);
        var cuts = new ElementCuts();
        for (Member member : members) {
            cuts.element(member.element(), !removed.contains(member.name()));
            if (values.containsKey(member.name())) {
                edits.add(new Edit(member.value(), JsonText.write(values.get(member.name()))));
            }
        }
        cuts.close();
        edits.addAll(cuts.edits());
        boolean alone = members.stream().allMatch(member -> removed.contains(member.name()));
        for (Map.Entry<String, Json> added : values.entrySet()) {
            if (place(added.getKey()).isEmpty()) {
                String member = JsonText.write(new Json.Str(added.getKey())) + ':' + JsonText.write(added.getValue());
                edits.add(new Edit(new Span(end, end), alone ? member : ',' + member));
                alone = false;
            }
        }
        return SameDialectEdit.spliced(bytes, edits);
    }
}
