package io.omniroute.translation.ollama;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Arguments;
import java.util.ArrayList;
import java.util.List;

/** Collects the {@code message} of one object; members without content are left out, but for the text. */
final class AnswerMessage {
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<Json> images = new ArrayList<>(0);
    private final List<Json> calls = new ArrayList<>(0);

    static Json.Obj empty() {
        return new AnswerMessage().build();
    }

    AnswerMessage say(String text) {
        content.append(text);
        return this;
    }

    AnswerMessage think(String text) {
        thinking.append(text);
        return this;
    }

    /** The dialect has a place for bytes alone; an address is text. */
    AnswerMessage show(Media image) {
        switch (image) {
            case Media.Inline inline -> images.add(new Json.Str(inline.base64()));
            case Media.Remote remote -> say("![image](" + remote.url() + ')');
            case Media.PlainText text -> say(text.text());
        }
        return this;
    }

    /** @param arguments JSON text; the dialect wants an object (T-6) */
    AnswerMessage call(String id, String name, String arguments) {
        var function = Json.Obj.builder().put("index", calls.size()).put("name", name).put("arguments",
                Arguments.asObject(arguments));
        calls.add(Json.Obj.builder().put("id", id).put("function", function.build()).build());
        return this;
    }

    Json.Obj build() {
        return Json.Obj.builder().put("role", "assistant").put("content", content.toString())
                .putIf(!thinking.isEmpty(), "thinking", new Json.Str(thinking.toString()))
                .putIf(!images.isEmpty(), "images", new Json.Arr(images))
                .putIf(!calls.isEmpty(), "tool_calls", new Json.Arr(calls)).build();
    }
}
