package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A response object → the hub's answer (RR-1 to RR-16). */
final class ReplyDecoder {
    private final Answering context;
    private final List<Part> parts = new ArrayList<>();
    private final List<Annotation> annotations = new ArrayList<>();
    private final List<Json> logprobs = new ArrayList<>();
    private int points;

    private ReplyDecoder(Answering context) {
        this.context = context;
    }

    static ChatReply decode(byte[] body, Answering context) {
        Json.Obj response = Reading.object(body, 0, body.length).orElseThrow(() -> broken(Payload.html(body, 0,
                body.length) ? "the provider answered with an HTML document"
                        : "the provider's answer is no JSON object"));
        UpstreamFailure.in(response).ifPresent(failure -> {
            throw new GatewayException(failure);
        });
        if (!(response.get("output").orElse(null) instanceof Json.Arr)) {
            throw broken("the provider's answer is no response object");
        }
        return new ReplyDecoder(context).reply(response);
    }

    private static GatewayException broken(String message) {
        return new GatewayException(new Failure.Broken(502, message));
    }

    private ChatReply reply(Json.Obj response) {
        ResponseFacts facts = ResponseFacts.of(response, context);
        List<Json> output = response.elements("output");
        for (int i = 0; i < output.size(); i++) {
            if (output.get(i) instanceof Json.Obj item) {
                item(item, i);
            }
        }
        boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        var choice = new Choice(0, parts, annotations,
                logprobs.isEmpty() ? Optional.empty() : Optional.of(Logprobs.hub(logprobs)), finish(response, called));
        return new ChatReply(facts.id(), facts.model(), facts.createdSeconds(), facts.serviceTier(), List.of(choice),
                ResponsesUsage.of(response));
    }

    /** RR-11, RR-12. */
    static Finish finish(Json.Obj response, boolean called) {
        Optional<String> cut = response.object("incomplete_details").flatMap(it -> it.text("reason"));
        String status = response.text("status").orElse("completed");
        if (status.equals("incomplete") || cut.isPresent()) {
            boolean filtered = cut.filter("content_filter"::equals).isPresent();
            return new Finish(filtered ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH,
                    Optional.of(cut.orElse(status)), Optional.empty());
        }
        return new Finish(called ? FinishReason.TOOL_CALLS : FinishReason.STOP, Optional.of(status), Optional.empty());
    }

    private void item(Json.Obj item, int index) {
        switch (item.text("type").orElse("")) {
            case "message" -> item.elements("content").forEach(this::content);
            case "reasoning" -> reasoning(item);
            case "function_call", "custom_tool_call" -> parts.add(CallItem.part(item, index, context));
            case "image_generation_call" -> ImageItem.media(item).map(Part.Image::new).ifPresent(parts::add);
            default -> {
                // hosted tools work for themselves (RR-10)
            }
        }
    }

    private void content(Json content) {
        if (!(content instanceof Json.Obj part)) {
            return;
        }
        switch (part.text("type").orElse("")) {
            case "output_text" -> text(part);
            case "refusal" -> refusal(part.text("refusal").orElse(""));
            default -> {
                // nothing else is documented
            }
        }
    }

    private void text(Json.Obj part) {
        String text = part.text("text").orElse("");
        part.elements("annotations").forEach(it -> Citations.of(it, points).ifPresent(annotations::add));
        logprobs.addAll(part.elements("logprobs"));
        points += text.codePointCount(0, text.length());
        if (text.isEmpty()) {
            return;
        }
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Text before) {
            parts.set(parts.size() - 1, new Part.Text(before.text() + text));
        } else {
            parts.add(new Part.Text(text));
        }
    }

    private void refusal(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Refusal before) {
            parts.set(parts.size() - 1, new Part.Refusal(before.text() + text));
        } else {
            parts.add(new Part.Refusal(text));
        }
    }

    private void reasoning(Json.Obj item) {
        String text = ReasoningText.of(item);
        var signature = CallItem.signature(item);
        if (text.isEmpty() && signature.isEmpty()) {
            return;
        }
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Reasoning before && before.signature().isEmpty()) {
            String joined = text.isEmpty() ? before.text() : before.text() + ReasoningText.BETWEEN + text;
            parts.set(parts.size() - 1, new Part.Reasoning(joined, signature));
        } else {
            parts.add(new Part.Reasoning(text, signature));
        }
    }
}
