package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A complete {@code chat.completion} → hub reply, read as tolerantly as a stream is. Source: OpenAI API reference,
 * "The chat completion object", read 2026-11.
 */
final class ReplyDecoder {
    private ReplyDecoder() {}

    static ChatReply decode(byte[] body, Answering context) {
        Json.Obj reply = ReplyJson.object(body, 0, body.length)
                .orElseThrow(() -> broken(502, "the provider's answer is no JSON object"));
        ReplyJson.failure(reply).ifPresent(failure -> {
            throw broken(failure.status(), failure.message());
        });
        var choices = new ArrayList<Choice>();
        for (Json choice : reply.elements("choices")) {
            if (choice instanceof Json.Obj it) {
                choices.add(choice(it, choices.size(), context));
            }
        }
        if (choices.isEmpty()) {
            throw broken(502, "the provider's answer has no choices");
        }
        ChatEvent.Started head = ReplyJson.started(reply, context);
        return new ChatReply(head.id(), head.model(), head.createdSeconds(), head.serviceTier(), choices,
                reply.object("usage").flatMap(UsageJson::read));
    }

    private static GatewayException broken(int status, String message) {
        return new GatewayException(new Failure.Broken(status, message));
    }

    private static Choice choice(Json.Obj choice, int place, Answering context) {
        int index = (int) Math.clamp(choice.whole("index").orElse((long) place), 0, Integer.MAX_VALUE);
        Json.Obj message = choice.object("message").or(() -> choice.object("delta")).orElseGet(
                () -> Json.Obj.of("content", new Json.Str(choice.text("text").orElse(""))));
        List<Part> calls = calls(message, index, context);
        Optional<String> word = choice.text("finish_reason").filter(it -> !it.isEmpty());
        return new Choice(index, parts(message, calls), ReplyJson.annotations(message), ReplyJson.logprobs(choice),
                new Finish(FinishWords.reason(word.orElse(""), !calls.isEmpty()), word,
                        ReplyJson.stopSequence(choice, context)));
    }

    private static List<Part> parts(Json.Obj message, List<Part> calls) {
        var parts = new ArrayList<Part>(ReplyJson.content(message));
        message.text("refusal").filter(it -> !it.isEmpty()).ifPresent(it -> parts.add(new Part.Refusal(it)));
        parts.addAll(calls);
        ReplyJson.images(message).forEach(it -> parts.add(new Part.Image(it)));
        return GoogleSignature.mark(message, merged(ThinkingBlocks.place(message.elements("thinking_blocks"),
                Optional.of(ReplyJson.reasoning(message)), parts)));
    }

    private static List<Part> calls(Json.Obj message, int choice, Answering context) {
        var calls = new ArrayList<Part>();
        message.object("function_call").ifPresent(it -> calls.add(
                call(Json.Obj.of("function", it), choice, calls.size(), context)));
        for (Json call : message.elements("tool_calls")) {
            if (call instanceof Json.Obj it) {
                calls.add(call(it, choice, calls.size(), context));
            }
        }
        return calls;
    }

    private static Part call(Json.Obj element, int choice, int at, Answering context) {
        Json.Obj called = element.object("custom").or(() -> element.object("function")).orElse(Json.Obj.EMPTY);
        CallReading call = CallReading.begun(at).described(element, called);
        String id = call.wireId().isEmpty() ? "call_" + context.ids().of("call-" + choice + '-' + at) : call.wireId();
        return new Part.ToolCall(id, context.names().toClient(call.name()), call.news(called), call.custom(),
                call.signature());
    }

    private static List<Part> merged(List<Part> parts) {
        var merged = new ArrayList<Part>();
        for (Part part : parts) {
            Part last = merged.isEmpty() ? null : merged.getLast();
            if (last instanceof Part.Text before && part instanceof Part.Text text) {
                merged.set(merged.size() - 1, new Part.Text(before.text() + text.text()));
            } else if (last instanceof Part.Reasoning before && part instanceof Part.Reasoning thought
                    && before.signature().isEmpty()) {
                merged.set(merged.size() - 1,
                        new Part.Reasoning(before.text() + thought.text(), thought.signature()));
            } else {
                merged.add(part);
            }
        }
        return merged;
    }
}
