package io.omniroute.translation.openai;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the repairs of a stream have to remember of one choice.
 *
 * @param calls by index, each with its id
 * @param argued whether the call of an index got arguments
 * @param wire the upstream's numbers where they are not the client's
 */
record ChoiceRepairs(boolean finished, Map<Integer, String> calls, Map<Integer, Boolean> argued,
        Map<Long, Integer> wire) {
    static final ChoiceRepairs BEGUN = new ChoiceRepairs(false, Map.of(), Map.of(), Map.of());
    ChoiceRepairs over() {
        return new ChoiceRepairs(true, calls, argued, wire);
    }

    ChoiceRepairs with(Json.Obj call, int index, boolean arguments) {
        var ids = new HashMap<>(calls);
        ids.merge(index, call.text("id").orElse(""), (known, given) -> known.isEmpty() ? given : known);
        var all = new HashMap<>(argued);
        all.merge(index, arguments, Boolean::logicalOr);
        var numbers = new HashMap<>(wire);
        call.whole("index").ifPresent(given -> numbers.put(given, index));
        return new ChoiceRepairs(finished, Map.copyOf(ids), Map.copyOf(all), Map.copyOf(numbers));
    }

    /**
     * The index an element of {@code tool_calls} belongs to: given, or by the order of new ids (SA-7). Another id under
     * a known index is another call.
     */
    int indexOf(Json.Obj call) {
        String id = call.text("id").orElse("");
        boolean named = call.object("function").flatMap(it -> it.text("name")).isPresent();
        Optional<Long> given = call.whole("index");
        if (given.isPresent()) {
            int index = wire.getOrDefault(given.get(), (int) Math.clamp(given.get(), 0, Integer.MAX_VALUE));
            String known = calls.getOrDefault(index, "");
            return known.isEmpty() || id.isEmpty() || !named || known.equals(id) ? index : next();
        }
        for (Map.Entry<Integer, String> known : calls.entrySet()) {
            if (!id.isEmpty() && known.getValue().equals(id)) {
                return known.getKey();
            }
        }
        return named || !id.isEmpty() ? next() : Math.max(0, next() - 1);
    }

    private int next() {
        return calls.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    /** Calls without a word of arguments: each still owes an empty object (SO-3). */
    List<Json> missing() {
        var missing = new ArrayList<Json>();
        argued.forEach((index, arguments) -> {
            if (!arguments) {
                missing.add(Json.Obj.builder().put("index", index)
                        .put("function", Json.Obj.of("arguments", new Json.Str("{}"))).build());
            }
        });
        return missing;
    }
}
