package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** JSON with a few values exchanged for others: of the wrong kind, of the right kind in the wrong place, gone. */
public final class Damage {
    private static final List<Json> STRANGE = List.of(Json.Literal.NULL, Json.Literal.TRUE, Json.Literal.FALSE,
            Json.Num.of(-1), new Json.Num("1.5"), new Json.Num("1e999"), new Json.Num("123456789012345678901234567890"),
            new Json.Str(""), new Json.Str("null"), new Json.Str("object"), new Json.Str("#/$defs/x"),
            new Json.Str("\ud83d"), Json.Arr.EMPTY, Json.Obj.EMPTY, new Json.Arr(List.of(Json.Arr.EMPTY)),
            Json.Obj.of("$ref", new Json.Str("#")), Json.Obj.of("type", new Json.Str("null")));

    private Damage() {}

    public static Json of(Json value, Random random) {
        if (random.nextInt(14) == 0) {
            return STRANGE.get(random.nextInt(STRANGE.size()));
        }
        return switch (value) {
            case Json.Obj object -> {
                var damaged = Json.Obj.builder();
                var names = List.copyOf(object.members().keySet());
                object.members().forEach((name, member) -> {
                    String under = random.nextInt(25) == 0 ? names.get(random.nextInt(names.size())) : name;
                    damaged.put(under, of(member, random));
                });
                yield damaged.build();
            }
            case Json.Arr array -> {
                var damaged = new ArrayList<Json>();
                array.elements().forEach(element -> damaged.add(of(element, random)));
                yield new Json.Arr(damaged);
            }
            case Json.Str text -> text;
            case Json.Num number -> number;
            case Json.Literal literal -> literal;
        };
    }
}
