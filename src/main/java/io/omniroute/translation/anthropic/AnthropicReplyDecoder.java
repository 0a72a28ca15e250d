package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Complete message of {@code POST /v1/messages} → hub reply (RC-1 to RC-14). */
final class AnthropicReplyDecoder {
    private final Answering context;
    private final List<Part> parts = new ArrayList<>();
    private final List<Annotation> annotations = new ArrayList<>();
    /** Code points of text so far. */
    private int points;
    private int calls;

    private AnthropicReplyDecoder(Answering context) {
        this.context = context;
    }

    /** @param seen what the observer saw in the same body */
    static ChatReply decode(byte[] body, Observation seen, Answering context) {
        if (seen.failure() != null) {
            throw broken(seen.failure().status(), seen.failure().message());
        }
        Json.Obj message = Wire.object(body, 0, body.length)
                .filter(it -> it.get("content").orElse(null) instanceof Json.Arr)
                .orElseThrow(() -> broken(502, "the provider's answer is no message"));
        return new AnthropicReplyDecoder(context).reply(message);
    }

    private static GatewayException broken(int status, String message) {
        return new GatewayException(new Failure.Broken(status, message));
    }

    private ChatReply reply(Json.Obj message) {
        for (Json block : message.elements("content")) {
            if (block instanceof Json.Obj it) {
                block(it);
            }
        }
        Wire.explanation(message).ifPresent(it -> parts.add(new Part.Refusal(it)));
        var choice = new Choice(0, parts, annotations, Optional.empty(), finish(message));
        return new ChatReply(Wire.id(message).orElseGet(() -> context.ids().of("message")),
                Wire.filled(message, "model").orElse(context.model()), context.nowSeconds(), Optional.empty(),
                List.of(choice), message.object("usage").flatMap(it -> TokenCounts.NONE.with(it).usage()));
    }

    private Finish finish(Json.Obj message) {
        Optional<String> stopReason = message.text("stop_reason");
        FinishReason unsaid = calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        return new Finish(stopReason.map(StopReasons::read).orElse(unsaid), stopReason,
                message.text("stop_sequence"));
    }

    /** Server tools, their results and what the future brings are no part of the answer (RC-8). */
    private void block(Json.Obj block) {
        switch (block.text("type").orElse("")) {
            case "text" -> text(block);
            case "thinking" -> thinking(block);
            case "redacted_thinking" -> parts.add(new Part.Redacted(block.text("data").orElse("")));
            case "tool_use" -> toolUse(block);
            default -> {
                // nothing a client could use
            }
        }
    }

    /** Neighbours are one text that was cut for the sake of citations (RC-4). */
    private void text(Json.Obj block) {
        String text = block.text("text").orElse("");
        int from = points;
        points += text.codePointCount(0, text.length());
        annotations.addAll(WebCitations.annotations(block.elements("citations"), from, points));
        if (text.isEmpty()) {
            return;
        }
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Text before) {
            parts.set(parts.size() - 1, new Part.Text(before.text() + text));
        } else {
            parts.add(new Part.Text(text));
        }
    }

    /** RC-5; unsigned neighbours are one part, as their stream would be. */
    private void thinking(Json.Obj block) {
        String text = block.text("thinking").orElse("");
        Optional<Signature> signature = Wire.filled(block, "signature")
                .map(it -> new Signature(Origin.ANTHROPIC, it));
        if (text.isEmpty() && signature.isEmpty()) {
            return;
        }
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Reasoning before && before.signature().isEmpty()) {
            String joined = text.isEmpty() ? before.text() : before.text() + "\n\n" + text;
            parts.set(parts.size() - 1, new Part.Reasoning(joined, signature));
        } else {
            parts.add(new Part.Reasoning(text, signature));
        }
    }

    /** RC-7, T-8. */
    private void toolUse(Json.Obj block) {
        int number = calls++;
        parts.add(new Part.ToolCall(callId(block, number, context),
                context.names().toClient(block.text("name").orElse("")),
                Arguments.asText(block.get("input").filter(Json.Obj.class::isInstance).orElse(Json.Obj.EMPTY))));
    }

    /** Its own id, or one of ours where the upstream gave none. */
    static String callId(Json.Obj block, int number, Answering context) {
        return Wire.filled(block, "id").orElseGet(() -> "toolu_" + context.ids().of("call " + number));
    }
}
