package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hub parts → content blocks of a request. */
final class AnthropicBlockEncoder {
    private final ToolNames names;

    AnthropicBlockEncoder(ToolNames names) {
        this.names = names;
    }

    /** A block of a user's turn, or none for an empty text. */
    Optional<Json> given(Part part, String at) {
        return switch (part) {
            case Part.Text text -> text(text.text(), text.cacheControl());
            case Part.Image image -> Optional.of(marked(AnthropicMediaEncoder.image(image.source(), at),
                    image.cacheControl()));
            case Part.Document document -> Optional.of(document(document, at));
            case Part.Refusal refusal -> text(refusal.text(), Optional.empty());
            case Part.Reasoning reasoning -> Optional.empty();
            case Part.Mark mark -> Optional.empty();
            case Part.Redacted redacted -> throw misplaced(at);
            case Part.ToolCall call -> throw misplaced(at);
            case Part.ToolResult result -> throw misplaced(at);
            case Part.Audio audio -> throw Refusals.content(at, "Claude models do not take audio"); // OC-8
        };
    }

    /** A block of the assistant's turn, or none for what only another vendor takes back (OC-13 to OC-17). */
    Optional<Json> said(Part part, String at) {
        return switch (part) {
            case Part.Text text -> text(text.text(), text.cacheControl());
            case Part.Refusal refusal -> text(refusal.text(), Optional.empty());
            case Part.Reasoning reasoning -> reasoning.signature().filter(it -> it.origin() == Origin.ANTHROPIC)
                    .map(it -> AnthropicReplyEncoder.thinking(reasoning.text(), Optional.of(it)));
            case Part.Redacted redacted -> Optional.of(AnthropicReplyEncoder.redacted(redacted.data()));
            case Part.Mark mark -> Optional.empty();
            case Part.ToolCall call -> Optional.of(AnthropicReplyEncoder.toolUse(call.id(), names.toWire(call.name()),
                    AnthropicReplyEncoder.input(call)));
            case Part.Image image -> throw misplaced(at); // the turn encoder shows it to the user's side
            case Part.Document document -> throw misplaced(at);
            case Part.Audio audio -> throw Refusals.content(at, "Claude models do not take audio");
            case Part.ToolResult result -> throw misplaced(at);
        };
    }

    private static GatewayException misplaced(String at) {
        return Refusals.content(at, "This content does not belong into such a message");
    }

    /** OC-18: a text that came as a string stays one, anything else is a list. */
    Json toolResult(Part.ToolResult result, String at) {
        var block = Json.Obj.builder().put("type", "tool_result").put("tool_use_id", result.callId())
                .put("content", content(result, at)).putIf(result.failed(), "is_error", Json.of(true));
        return marked(block.build(), result.cacheControl());
    }

    /** A failure without a word is refused there. */
    private Json content(Part.ToolResult result, String at) {
        List<Part> content = result.content();
        if (!result.listed() && content.size() == 1 && content.getFirst() instanceof Part.Text text
                && text.cacheControl().isEmpty()) {
            return new Json.Str(text.text().isEmpty() && result.failed() ? "[tool error]" : text.text());
        }
        var blocks = new ArrayList<Json>();
        int index = 0;
        for (Part part : content) {
            given(part, at + ".content[" + index++ + ']').ifPresent(blocks::add);
        }
        if (blocks.isEmpty()) {
            return new Json.Str(result.failed() ? "[tool error]" : "");
        }
        return new Json.Arr(blocks);
    }

    /** Claude refuses text without a visible character (OC-5). */
    static Optional<Json> text(String text, Optional<Json> cacheControl) {
        return text.isBlank() ? Optional.empty() : Optional.of(marked(AnthropicReplyEncoder.text(text), cacheControl));
    }

    private static Json document(Part.Document document, String at) {
        if (document.source() instanceof Media.Inline inline && inline.mimeType().startsWith("image/")) {
            return marked(AnthropicMediaEncoder.image(inline, at), document.cacheControl());
        }
        Json.Obj block = Json.Obj.builder().put("type", "document")
                .put("source", AnthropicMediaEncoder.document(document.source(), at))
                .putText("title", document.name()).putText("context", document.context())
                .put("citations", document.citations()).build();
        return marked(block, document.cacheControl());
    }

    static Json.Obj marked(Json.Obj block, Optional<Json> cacheControl) {
        return cacheControl.filter(Json.Obj.class::isInstance).map(it -> block.with("cache_control", it))
                .orElse(block);
    }
}
