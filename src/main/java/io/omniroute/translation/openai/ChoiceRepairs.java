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
 */
record ChoiceRepairs(boolean finished, Map<Integer, String> calls, Map<Integer, Boolean> argued) {
    static final ChoiceRepairs BEGUN = new ChoiceRepairs(false, Map.of(), Map.of());
    ChoiceRepairs over() {
        return new ChoiceRepairs(true, calls, argued);
    }

    ChoiceRepairs with(int index, String id, boolean arguments) {
        var ids = new HashMap<>(calls);
        ids.putIfAbsent(index, id);
        var all = new HashMap<>(argued);
        all.merge(index, arguments, Boolean::logicalOr);
        return new ChoiceRepairs(finished, Map.copyOf(ids), Map.copyOf(all));
    }

    /** The index an element of {@code tool_calls} belongs to: given, or by the order of new ids (SA-7). */
    int indexOf(Json.Obj call) {
        Optional<Long> given = call.whole("index");
        if (given.isPresent()) {
            return (int) Math.clamp(given.get(), 0, Integer.MAX_VALUE);
        }
        String id = call.text("id").orElse("");
        for (Map.Entry<Integer, String> known : calls.entrySet()) {
            if (!id.isEmpty() && known.getValue().equals(id)) {
                return known.getKey();
            }
        }
        int next = calls.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        boolean begins = !id.isEmpty() || call.object("function").flatMap(it -> it.text("name")).isPresent();
        return begins ? next : Math.max(0, next - 1);
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
