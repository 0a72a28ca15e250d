package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Arguments;
import io.omniroute.translation.ForeignSignature;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code messages[]} → hub messages. */
final class AnthropicMessageDecoder {
    private final ChatRequest.Builder request;

    private AnthropicMessageDecoder(ChatRequest.Builder request) {
        this.request = request;
    }

    static void decode(Fields body, ChatRequest.Builder request) {
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            throw Refusals.malformed("messages", "messages must hold at least one message");
        }
        var decoder = new AnthropicMessageDecoder(request);
        messages.forEach(decoder::message);
    }

    private void message(Fields message) {
        String role = message.requiredText("role");
        if (!message.has("content")) {
            throw Refusals.malformed(message.path("content"), "Missing " + message.path("content"));
        }
        switch (role) {
            case "user" -> user(message);
            case "assistant" -> assistant(message);
            case "system" -> system(message);
            default -> throw Refusals.malformed(message.path("role"), "Unknown role: " + role);
        }
    }

    /** */
    private void system(Fields message) {
        List<Part> texts = AnthropicRequestDecoder.systemTexts(message, "content", request);
        if (!texts.isEmpty()) {
            request.message(new Message(Role.SYSTEM, texts));
        }
    }

    /** Results first, each a message of its own, then everything else as one (CO-20). */
    private void user(Fields message) {
        var results = new ArrayList<Part.ToolResult>();
        List<Part> others = AnthropicContentDecoder.content(message, "content", block -> {
            if (block.requiredText("type").equals("tool_result")) {
                results.add(toolResult(block));
                return List.of();
            }
            return servedElsewhere(block) ? List.of() : AnthropicContentDecoder.block(block, request);
        });
        results.forEach(result -> request.message(new Message(Role.TOOL, List.of(result))));
        if (!others.isEmpty() || results.isEmpty()) {
            request.message(new Message(Role.USER, others));
        }
    }

    private Part.ToolResult toolResult(Fields block) {
        List<Part> content = AnthropicContentDecoder.content(block, "content", this::resultBlock);
        return new Part.ToolResult(block.requiredText("tool_use_id"), Optional.empty(), joined(content),
                block.bool("is_error").orElse(false), block.value("cache_control"));
    }

    /** A reference to a tool found by searching is its name: all tools are declared to the target anyway. */
    private List<Part> resultBlock(Fields block) {
        return block.requiredText("type").equals("tool_reference")
                ? List.of(new Part.Text(block.requiredText("tool_name")))
                : AnthropicContentDecoder.block(block, request);
    }

    /** Texts alone are one text (CO-22). */
    private static List<Part> joined(List<Part> content) {
        var text = new StringBuilder();
        for (Part part : content) {
            if (!(part instanceof Part.Text it)) {
                return content;
            }
            text.append(text.isEmpty() ? "" : "\n").append(it.text());
        }
        return content.isEmpty() ? content : List.of(new Part.Text(text.toString()));
    }

    private void assistant(Fields message) {
        var turn = new Assistant();
        turn.parts.addAll(AnthropicContentDecoder.content(message, "content", block -> {
            turn.block(block);
            return List.of();
        }));
        turn.placeSignature();
        if (!turn.parts.isEmpty()) {
            request.message(new Message(Role.ASSISTANT, turn.parts));
        }
    }

    /** CO-17: the client can neither run nor answer these calls; no text stands in for them. */
    private boolean servedElsewhere(Fields block) {
        String type = block.requiredText("type");
        boolean served = type.equals("server_tool_use") || type.equals("mcp_tool_use")
                || type.endsWith("_tool_result");
        if (served) {
            request.dropped(type);
        }
        return served;
    }

    /** An assistant turn in work. */
    private final class Assistant {
        private final List<Part> parts = new ArrayList<>();
        /** Of another vendor, waiting for the call it stands in front of. */
        private Optional<Signature> signature = Optional.empty();

        private void block(Fields block) {
            switch (block.requiredText("type")) {
                case "tool_use" -> toolUse(block);
                case "thinking" -> thinking(block);
                case "redacted_thinking" -> add(new Part.Redacted(block.requiredText("data")));
                default -> {
                    if (!servedElsewhere(block)) {
                        AnthropicContentDecoder.block(block, request).forEach(this::add);
                    }
                }
            }
        }

        private void add(Part part) {
            placeSignature();
            parts.add(part);
        }

        /** No call followed: the signature belongs to what stood before it. */
        private void placeSignature() {
            signature.ifPresent(it -> parts.add(new Part.Mark(it)));
            signature = Optional.empty();
        }

        /** CO-16. */
        private void toolUse(Fields block) {
            Json input = block.value("input").orElse(Json.Obj.EMPTY);
            parts.add(new Part.ToolCall(block.requiredText("id"), block.requiredText("name"),
                    Arguments.asText(input), false, signature));
            signature = Optional.empty();
        }

        /** CO-15; a block without text and with Google's signature was written in front of a call or behind a text. */
        private void thinking(Fields block) {
            String text = block.requiredText("thinking");
            Optional<Signature> read = ForeignSignature.read(block.text("signature").orElse(""), Origin.ANTHROPIC);
            if (text.isEmpty() && read.isPresent() && read.get().origin() == Origin.GOOGLE) {
                placeSignature();
                signature = read;
            } else if (!text.isEmpty() || read.isPresent()) {
                add(new Part.Reasoning(text, read));
            }
        }
    }
}
