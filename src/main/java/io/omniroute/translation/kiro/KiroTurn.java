package io.omniroute.translation.kiro;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;

/** One turn of one side, gathered from the adjacent messages it is merged of (OK-1). */
final class KiroTurn {
    private final boolean assistant;
    private final List<String> leading = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Json> images = new ArrayList<>();
    private final List<Json> results = new ArrayList<>();
    private final List<Json> calls = new ArrayList<>();

    KiroTurn(boolean assistant) {
        this.assistant = assistant;
    }

    boolean assistant() {
        return assistant;
    }

    /** A system text of the first turn: behind those before it, in front of what the user says. */
    void lead(String text) {
        leading.add(text);
    }

    /** The text of one message. */
    void say(String text) {
        texts.add(text);
    }

    void image(Json image) {
        images.add(image);
    }

    void result(Json result) {
        results.add(result);
    }

    void call(Json call) {
        calls.add(call);
    }

    /** As the current message, the only one with tools and an origin. */
    Json current(String model, List<Json> tools) {
        return Json.Obj.of("userInputMessage", user(model).put("origin", "AI_EDITOR").putAll(context(tools)).build());
    }

    /** As an entry of the history. */
    Json past(String model) {
        if (assistant) {
            var said = Json.Obj.builder().put("content", content());
            return Json.Obj.of("assistantResponseMessage",
                    said.putIf(!calls.isEmpty(), "toolUses", new Json.Arr(calls)).build());
        }
        return Json.Obj.of("userInputMessage", user(model).putAll(context(List.of())).build());
    }

    private Json.Obj.Builder user(String model) {
        return Json.Obj.builder().put("content", content()).put("modelId", model)
                .putIf(!images.isEmpty(), "images", new Json.Arr(images));
    }

    private Json.Obj context(List<Json> tools) {
        Json.Obj context = Json.Obj.builder().putIf(!results.isEmpty(), "toolResults", new Json.Arr(results))
                .putIf(!tools.isEmpty(), "tools", new Json.Arr(tools)).build();
        return context.isEmpty() ? context : Json.Obj.of("userInputMessageContext", context);
    }

    /** Never empty (OK-3). */
    private String content() {
        var all = new ArrayList<>(leading);
        all.addAll(texts);
        all.removeIf(String::isEmpty);
        return all.isEmpty() ? placeholder() : String.join("\n\n", all);
    }

    private String placeholder() {
        if (assistant) {
            return calls.isEmpty() ? "..." : "Calling tools.";
        }
        return results.isEmpty() ? "Continue." : "Tool results provided.";
    }
}
