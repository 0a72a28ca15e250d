package io.omniroute.translation.openai;

import io.omniroute.domain.json.Json;
import io.omniroute.translation.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Repairs a complete answer of a compatible server (stream rules section 6). */
final class BodyRepair {
    /** Members of a message that may be null. */
    private static final Set<String> NULLABLE = Set.of("content", "refusal", "audio", "reasoning_content");

    private BodyRepair() {}

    static Json.Obj repaired(Json.Obj body, Ids ids, String model, long nowSeconds) {
        Json.Obj repaired = Repair.created(Repair.top(body), nowSeconds);
        if (repaired.text("id").orElse("").isEmpty()) {
            repaired = repaired.with("id", new Json.Str(ReplyJson.ID_PREFIX + ids.of("reply")));
        }
        if (!repaired.text("object").orElse("").equals("chat.completion")) {
            repaired = repaired.with("object", new Json.Str("chat.completion"));
        }
        if (repaired.text("model").isEmpty()) {
            repaired = repaired.with("model", new Json.Str(model));
        }
        if (repaired.has("usage")) {
            var usage = repaired.object("usage").flatMap(Repair::usage);
            repaired = usage.isPresent() ? repaired.with("usage", usage.get()) : repaired.without("usage");
        }
        var choices = new ArrayList<Json>();
        for (Json choice : body.elements("choices")) {
            choices.add(choice instanceof Json.Obj it ? choice(it, choices.size(), ids) : choice);
        }
        return repaired.with("choices", new Json.Arr(choices));
    }

    private static Json.Obj choice(Json.Obj choice, int place, Ids ids) {
        Json.Obj repaired = Repair.choice(choice);
        if (repaired.whole("index").isEmpty()) {
            repaired = repaired.with("index", Json.Num.of(place));
        }
        Json.Obj message = message(repaired.object("message").orElse(Json.Obj.EMPTY), place, ids);
        boolean calls = !message.elements("tool_calls").isEmpty();
        String word = repaired.text("finish_reason").orElse("");
        return with(with(with(repaired, "message", message), "finish_reason", new Json.Str(Repair.finish(word, calls))),
                "logprobs", repaired.get("logprobs").orElse(Json.Literal.NULL));
    }

    private static Json.Obj with(Json.Obj object, String name, Json value) {
        return value.equals(object.get(name).orElse(null)) ? object : object.with(name, value);
    }

    /** What the vendor's description demands is there (SA-5). */
    private static Json.Obj message(Json.Obj message, int choice, Ids ids) {
        Json.Obj repaired = Repair.message(message);
        for (String name : List.copyOf(repaired.members().keySet())) {
            if (repaired.present(name) == null && !NULLABLE.contains(name)) {
                repaired = repaired.without(name);
            }
        }
        repaired = with(repaired, "role", new Json.Str("assistant"));
        repaired = with(repaired, "content", repaired.get("content").orElse(Json.Literal.NULL));
        repaired = with(repaired, "refusal", repaired.get("refusal").orElse(Json.Literal.NULL));
        var calls = new ArrayList<Json>();
        for (Json call : repaired.elements("tool_calls")) {
            calls.add(call instanceof Json.Obj it ? call(it, choice, calls.size(), ids) : call);
        }
        return calls.isEmpty() ? repaired : with(repaired, "tool_calls", new Json.Arr(calls));
    }

    private static Json.Obj call(Json.Obj call, int choice, int place, Ids ids) {
        Json.Obj repaired = Repair.call(call, true).without("index");
        return repaired.text("id").orElse("").isEmpty()
                ? repaired.with("id", new Json.Str("call_" + ids.of("call-" + choice + '-' + place)))
                : repaired;
    }
}
