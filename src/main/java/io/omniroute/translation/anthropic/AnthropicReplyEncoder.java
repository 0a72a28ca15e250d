package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Arguments;
import io.omniroute.translation.ForeignSignature;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Hub reply → complete message of {@code POST /v1/messages} (RA-1 to RA-13). */
final class AnthropicReplyEncoder {
    private static final Choice NOTHING = new Choice(List.of(), FinishReason.STOP);

    private AnthropicReplyEncoder() {}

    static byte[] encode(ChatReply reply) {
        Choice choice = reply.choices().stream().min(Comparator.comparingInt(Choice::index)).orElse(NOTHING);
        Json.Obj body = message(reply.id(), reply.model())
                .put("content", blocks(choice.parts()))
                .put("stop_reason", stopReason(choice))
                .put("stop_sequence", stopSequence(choice.finish()))
                .put("usage", TokenCounts.write(reply.usage()))
                .build();
        return JsonText.bytes(body);
    }

    /** The members every message begins with. */
    static Json.Obj.Builder message(String id, String model) {
        return Json.Obj.builder().put("id", id.startsWith("msg_") ? id : "msg_" + id).put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    static Json stopSequence(Finish finish) {
        return finish.stopSequence().<Json>map(Json.Str::new).orElse(Json.Literal.NULL);
    }

    private static String stopReason(Choice choice) {
        boolean refused = choice.parts().stream().anyMatch(Part.Refusal.class::isInstance);
        boolean called = choice.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
        return StopReasons.write(choice.finish(), refused, called);
    }

    private static List<Json> blocks(List<Part> parts) {
        var blocks = new ArrayList<Json>();
        parts.forEach(part -> add(blocks, part));
        return blocks;
    }

    private static void add(List<Json> blocks, Part part) {
        switch (part) {
            case Part.Text text -> text(blocks, text.text());
            case Part.Refusal refusal -> text(blocks, refusal.text());
            case Part.Image image -> text(blocks, markdown(image.source()));
            case Part.Reasoning reasoning -> {
                if (!reasoning.text().isEmpty() || reasoning.signature().isPresent()) {
                    blocks.add(thinking(reasoning.text(), reasoning.signature()));
                }
            }
            case Part.Redacted redacted -> blocks.add(redacted(redacted.data()));
            case Part.Mark mark -> blocks.add(thinking("", Optional.of(mark.signature())));
            case Part.ToolCall call -> {
                call.signature().ifPresent(it -> blocks.add(thinking("", Optional.of(it))));
                blocks.add(toolUse(call.id(), call.name(), input(call)));
            }
            case Part.Audio audio -> {
                // no answer holds one unless it was asked for, which this dialect cannot
            }
            case Part.Document document -> {
                // only ever in requests
            }
            case Part.ToolResult result -> {
                // only ever in requests
            }
        }
    }

    private static void text(List<Json> blocks, String text) {
        if (!text.isEmpty()) {
            blocks.add(text(text));
        }
    }

    static Json.Obj text(String text) {
        return Json.Obj.builder().put("type", "text").put("text", text).build();
    }

    /** An empty signature says that nobody signed it; another vendor's is wrapped (RA-4, RA-5). */
    static Json.Obj thinking(String text, Optional<Signature> signature) {
        return Json.Obj.builder().put("type", "thinking").put("thinking", text)
                .put("signature", signature.map(it -> ForeignSignature.write(it, Origin.ANTHROPIC)).orElse(""))
                .build();
    }

    static Json.Obj redacted(String data) {
        return Json.Obj.builder().put("type", "redacted_thinking").put("data", data).build();
    }

    static Json.Obj toolUse(String id, String name, Json.Obj input) {
        return Json.Obj.builder().put("type", "tool_use").put("id", id).put("name", name).put("input", input).build();
    }

    /** T-6, RA-8. */
    static Json.Obj input(Part.ToolCall call) {
        return call.custom()
                ? Json.Obj.of("input", new Json.Str(call.arguments()))
                : Arguments.asObject(call.arguments());
    }

    /** RA-9: an answer has no place for a picture. */
    static String markdown(Media source) {
        return switch (source) {
            case Media.Inline inline -> "![image](" + inline.dataUrl() + ')';
            case Media.Remote remote -> "![image](" + remote.url() + ')';
            case Media.PlainText text -> text.text();
        };
    }
}
