package io.omniroute.cache;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import java.util.Optional;

/** One part of an answer as a JSON value and back. */
final class PartForm {
    private static final String KIND = "kind";

    private PartForm() {}

    /** Whether an answer with this part can rest: what only questions hold has no form here. */
    static boolean knows(Part part) {
        return !(part instanceof Part.Audio || part instanceof Part.Document || part instanceof Part.ToolResult);
    }

    static Json.Obj write(Part part) {
        var members = Json.Obj.builder();
        switch (part) {
            case Part.Text text -> members.put(KIND, "text").put("text", text.text());
            case Part.Reasoning reasoning ->
                members.put(KIND, "reasoning").put("text", reasoning.text()).put("seal", seal(reasoning.signature()));
            case Part.Redacted redacted -> members.put(KIND, "redacted").put("data", redacted.data());
            case Part.Mark mark -> members.put(KIND, "mark").put("seal", seal(Optional.of(mark.signature())));
            case Part.Refusal refusal -> members.put(KIND, "refusal").put("text", refusal.text());
            case Part.ToolCall call -> members.put(KIND, "call").put("id", call.id()).put("name", call.name())
                    .put("arguments", call.arguments()).put("custom", call.custom())
                    .put("seal", seal(call.signature()));
            case Part.Image image -> members.put(KIND, "image").putText("detail", image.detail())
                    .put("source", media(image.source()));
            case Part.Audio audio -> throw unknown(part);
            case Part.Document document -> throw unknown(part);
            case Part.ToolResult result -> throw unknown(part);
        }
        return members.build();
    }

    static Part read(Json.Obj value) {
        return switch (text(value, KIND)) {
            case "text" -> new Part.Text(text(value, "text"));
            case "reasoning" -> new Part.Reasoning(text(value, "text"), value.object("seal").map(PartForm::seal));
            case "redacted" -> new Part.Redacted(text(value, "data"));
            case "mark" -> new Part.Mark(seal(object(value, "seal")));
            case "refusal" -> new Part.Refusal(text(value, "text"));
            case "call" -> new Part.ToolCall(text(value, "id"), text(value, "name"), text(value, "arguments"),
                    value.bool("custom").orElse(false), value.object("seal").map(PartForm::seal));
            case "image" -> new Part.Image(media(object(value, "source")), value.text("detail"), Optional.empty());
            default -> throw missing(KIND);
        };
    }

    private static Optional<Json.Obj> seal(Optional<Signature> signature) {
        return signature
                .map(it -> Json.Obj.builder().put("origin", it.origin().name()).put("value", it.value()).build());
    }

    private static Signature seal(Json.Obj value) {
        return new Signature(Signature.Origin.valueOf(text(value, "origin")), text(value, "value"));
    }

    private static Json.Obj media(Media media) {
        return switch (media) {
            case Media.Inline it -> Json.Obj.builder().put("type", it.mimeType()).put("base64", it.base64()).build();
            case Media.Remote it -> Json.Obj.builder().put("type", it.mimeType()).put("url", it.url()).build();
            case Media.PlainText it -> Json.Obj.builder().put("text", it.text()).build();
        };
    }

    private static Media media(Json.Obj value) {
        if (value.has("base64")) {
            return new Media.Inline(text(value, "type"), text(value, "base64"));
        }
        return value.has("url")
                ? new Media.Remote(text(value, "url"), text(value, "type"))
                : new Media.PlainText(text(value, "text"));
    }

    static String text(Json.Obj value, String name) {
        return value.text(name).orElseThrow(() -> missing(name));
    }

    static Json.Obj object(Json.Obj value, String name) {
        return value.object(name).orElseThrow(() -> missing(name));
    }

    static Json.Obj object(Json value) {
        if (value instanceof Json.Obj object) {
            return object;
        }
        throw new IllegalArgumentException("an object is due");
    }

    static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("the answer at rest lacks " + name);
    }

    private static IllegalArgumentException unknown(Part part) {
        return new IllegalArgumentException("no answer holds " + part.getClass().getSimpleName());
    }
}
