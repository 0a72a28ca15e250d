package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Arguments;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message of a client as a message of the hub. Role {@code model} is an assistant; the role {@code function}
 * and {@code function_call} of old clients become tool messages and calls without an id (T-9).
 */
final class MessageDecoder {
    private MessageDecoder() {}

    static Message message(Fields message) {
        String role = message.requiredText("role");
        return switch (role) {
            case "system" -> said(Role.SYSTEM, message);
            case "developer" -> said(Role.DEVELOPER, message);
            case "user" -> said(Role.USER, message);
            case "assistant", "model" -> new Message(Role.ASSISTANT, assistant(message), message.text("name"));
            case "tool" -> tool(message, message.text("tool_call_id").orElse(""));
            case "function" -> tool(message, "");
            default -> throw Refusals.malformed(message.path("role"), "unknown role " + role);
        };
    }

    private static Message said(Role role, Fields message) {
        return new Message(role, PartDecoder.content(message), message.text("name"));
    }

    private static Message tool(Fields message, String callId) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(callId, message.text("name"),
                PartDecoder.content(message), message.bool("is_error").orElse(false),
                message.value("cache_control"),
                message.value("content").filter(Json.Arr.class::isInstance).isPresent())));
    }

    private static List<Part> assistant(Fields message) {
        if (message.has("audio")) {
            throw Refusals.content(message.path("audio"), "an earlier audio answer is known to its vendor only");
        }
        var parts = new ArrayList<>(PartDecoder.content(message));
        message.text("refusal").filter(text -> !text.isEmpty()).ifPresent(text -> parts.add(new Part.Refusal(text)));
        message.object("function_call").ifPresent(call -> parts.add(function(call, "", Optional.empty())));
        message.objects("tool_calls").forEach(call -> parts.add(call(call)));
        message.objects("images").forEach(image -> parts.add(PartDecoder.image(image)));
        return GoogleSignature.mark(message.object(), ThinkingBlocks.place(
                message.elements("thinking_blocks").stream().map(Fields.Element::value).toList(),
                message.text("reasoning_content").or(() -> message.object().text("reasoning")), parts));
    }

    private static Part.ToolCall call(Fields call) {
        String id = call.text("id").orElse("");
        if (call.has("custom")) {
            Fields custom = call.requiredObject("custom");
            return new Part.ToolCall(id, custom.requiredText("name"), custom.text("input").orElse(""), true,
                    GoogleSignature.read(call.object()));
        }
        return function(call.requiredObject("function"), id, Optional.of(call.object()));
    }

    private static Part.ToolCall function(Fields function, String id, Optional<Json.Obj> signed) {
        return new Part.ToolCall(id, function.requiredText("name"), arguments(function), false,
                signed.flatMap(GoogleSignature::read));
    }

    /** The text as it is; an object, which some clients send, as compact JSON (T-6). */
    private static String arguments(Fields function) {
        return function.value("arguments").map(it -> it instanceof Json.Str text
                ? text.value()
                : Arguments.asText(it)).orElse("");
    }
}
