package io.omniroute.translation.openai;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Repairs one chunk: lives for one step, between two {@link ChunkRepairs}. */
final class ChunkRepair {
    private final ChunkRepairs before;
    private final Sanitiser sanitiser;
    private final Map<Integer, ChoiceRepairs> choices;
    private final List<Json> contents = new ArrayList<>();
    private final List<Json> owed = new ArrayList<>();
    private final List<Json> finishes = new ArrayList<>();
    private String id;
    private boolean invented;
    private Optional<Json.Obj> waiting;

    ChunkRepair(ChunkRepairs before) {
        this.before = before;
        sanitiser = before.sanitiser();
        choices = new TreeMap<>(before.choices());
        id = before.id();
        invented = before.invented();
        waiting = before.usage();
    }

    ChunkRepairs after() {
        return new ChunkRepairs(sanitiser, id, invented, choices, waiting, before.over());
    }

    /** The chunks to send in its place; the chunk itself, as an equal value, when nothing is wrong. */
    List<Json.Obj> repaired(Json.Obj chunk) {
        Json.Obj top = head(chunk);
        List<Json> elements = chunk.elements("choices");
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Json.Obj choice) {
                choice(choice, i);
            }
        }
        Json.Obj counted = usage(top, elements.isEmpty());
        if (elements.isEmpty()) {
            boolean says = counted.present("usage") != null || counted.present("moderation") != null;
            return says ? List.of(counted.with("choices", Json.Arr.EMPTY)) : List.of();
        }
        var out = new ArrayList<Json.Obj>();
        for (List<Json> group : List.of(contents, owed, finishes)) {
            if (!group.isEmpty()) {
                out.add(counted.with("choices", new Json.Arr(group)));
            }
        }
        return out;
    }

    private Json.Obj head(Json.Obj chunk) {
        Json.Obj top = Repair.created(Repair.top(chunk), sanitiser.nowSeconds());
        String given = chunk.text("id").orElse("");
        if (id.isEmpty()) {
            invented = given.isEmpty();
            id = invented ? ReplyJson.ID_PREFIX + sanitiser.ids().of("reply") : given;
        }
        if (given.isEmpty() || invented) {
            top = top.with("id", new Json.Str(id));
        }
        if (!top.text("object").orElse("").equals("chat.completion.chunk")) {
            top = top.with("object", new Json.Str("chat.completion.chunk"));
        }
        return top.text("model").orElse("").isEmpty()
                ? top.with("model", new Json.Str(sanitiser.model()))
                : top;
    }

    /** Counts go out once, in a chunk of their own, to the client that asked for them (SO-5). */
    private Json.Obj usage(Json.Obj top, boolean alone) {
        if (top.present("usage") == null) {
            return sanitiser.includeUsage() ? top : top.without("usage");
        }
        Optional<Json.Obj> counts = top.object("usage").flatMap(Repair::usage);
        if (!sanitiser.includeUsage()) {
            return top.without("usage");
        }
        if (counts.isPresent() && alone) {
            waiting = Optional.empty();
            return top.with("usage", counts.get());
        }
        waiting = counts.map(it -> top.with("choices", Json.Arr.EMPTY).with("usage", it)).or(() -> waiting);
        return top.with("usage", Json.Literal.NULL);
    }

    private void choice(Json.Obj choice, int place) {
        int index = (int) Math.clamp(choice.whole("index").orElse((long) place), 0, Integer.MAX_VALUE);
        boolean first = !choices.containsKey(index);
        ChoiceRepairs known = choices.getOrDefault(index, ChoiceRepairs.BEGUN);
        if (known.finished()) {
            return;
        }
        Json.Obj repaired = Repair.choice(choice).without("message");
        if (choice.whole("index").isEmpty()) {
            repaired = repaired.with("index", Json.Num.of(index));
        }
        Json.Obj delta = Repair.message(
                choice.object("delta").or(() -> choice.object("message")).orElse(Json.Obj.EMPTY));
        var calls = new ArrayList<Json>();
        known = calls(delta.elements("tool_calls"), known, calls);
        delta = delta.elements("tool_calls").isEmpty() ? delta : delta.with("tool_calls", new Json.Arr(calls));
        delta = withoutNulls(first ? begun(delta) : delta);
        String word = choice.text("finish_reason").orElse("");
        if (first || says(delta) || word.isEmpty() && ReplyJson.logprobs(choice).isPresent()) {
            contents.add(repaired.with("delta", delta).with("finish_reason", Json.Literal.NULL));
            repaired = repaired.without("logprobs");
        }
        if (!word.isEmpty()) {
            finish(repaired, index, known, word);
            known = known.over();
        }
        choices.put(index, known);
    }

    private static ChoiceRepairs calls(List<Json> elements, ChoiceRepairs known, List<Json> repaired) {
        ChoiceRepairs after = known;
        for (Json call : elements) {
            if (call instanceof Json.Obj it) {
                after = call(it, after, repaired);
            }
        }
        return after;
    }

    /** The first chunk of a choice names the role and has a text (SO-2). */
    private static Json.Obj begun(Json.Obj delta) {
        Json.Obj begun = delta.text("role").orElse("").isEmpty() ? delta.with("role", new Json.Str("assistant"))
                : delta;
        return begun.present("content") == null ? begun.with("content", new Json.Str("")) : begun;
    }

    /** Null says nothing (SA-8); only the vendor's own {@code refusal} has one. */
    private static Json.Obj withoutNulls(Json.Obj delta) {
        Json.Obj filled = delta;
        for (Map.Entry<String, Json> member : delta.members().entrySet()) {
            if (member.getValue() == Json.Literal.NULL && !member.getKey().equals("refusal")) {
                filled = filled.without(member.getKey());
            }
        }
        return filled;
    }

    /** Anything but the role said once more. */
    private static boolean says(Json.Obj delta) {
        return delta.members().entrySet().stream()
                .anyMatch(member -> !member.getKey().equals("role") && Repair.says(member.getValue()));
    }

    /** A call names itself in its first chunk only (SO-3). */
    private static ChoiceRepairs call(Json.Obj call, ChoiceRepairs known, List<Json> calls) {
        int index = known.indexOf(call);
        boolean first = !known.calls().containsKey(index);
        Json.Obj repaired = Repair.call(call, first);
        if (call.whole("index").filter(it -> it == index).isEmpty()) {
            repaired = repaired.with("index", Json.Num.of(index));
        }
        Json.Obj function = repaired.object("function").orElse(Json.Obj.EMPTY);
        if (!first) {
            repaired = repaired.without("id").without("type");
            repaired = function.has("name") ? repaired.with("function", function.without("name")) : repaired;
        }
        boolean arguments = !function.text("arguments").orElse("").isEmpty() || repaired.has("custom");
        if (first || arguments || repaired.has("extra_content")) {
            calls.add(repaired);
        }
        return known.with(call, index, arguments);
    }

    /** The finish stands alone (SO-4), behind what calls without arguments still owe. */
    private void finish(Json.Obj choice, int index, ChoiceRepairs known, String word) {
        List<Json> missing = known.missing();
        if (!missing.isEmpty()) {
            owed.add(Json.Obj.builder().put("index", index)
                    .put("delta", Json.Obj.of("tool_calls", new Json.Arr(missing)))
                    .put("finish_reason", Json.Literal.NULL).build());
        }
        finishes.add(choice.with("delta", Json.Obj.EMPTY)
                .with("finish_reason", new Json.Str(Repair.finish(word, !known.calls().isEmpty()))));
    }
}
