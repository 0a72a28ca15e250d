package io.omniroute.translation.ollama;

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
 * The messages of a request. Calls mostly have no id and results name their tool or nothing at all: a result without a
 * name answers the oldest call that has none yet.
 */
final class OllamaMessages {
    private final List<Message> messages = new ArrayList<>();
    private final List<Part.ToolCall> unanswered = new ArrayList<>();

    private OllamaMessages() {}

    static List<Message> decode(List<Fields> messages) {
        var decoding = new OllamaMessages();
        messages.forEach(decoding::message);
        return decoding.messages;
    }

    private void message(Fields message) {
        String role = message.requiredText("role");
        messages.add(switch (role) {
            case "system" -> new Message(Role.SYSTEM, content(message));
            case "user" -> new Message(Role.USER, content(message));
            case "assistant" -> assistant(message);
            case "tool" -> new Message(Role.TOOL, List.of(result(message)));
            default -> throw Refusals.malformed(message.path("role"), "Unknown " + message.path("role") + ": " + role);
        });
    }

    private Message assistant(Fields message) {
        var parts = new ArrayList<Part>();
        message.text("thinking").filter(text -> !text.isEmpty())
                .ifPresent(text -> parts.add(new Part.Reasoning(text)));
        parts.addAll(content(message));
        unanswered.clear();
        message.objects("tool_calls").stream().map(OllamaMessages::call).forEach(unanswered::add);
        parts.addAll(unanswered);
        return new Message(Role.ASSISTANT, parts);
    }

    private static List<Part> content(Fields message) {
        var parts = new ArrayList<Part>();
        message.text("content").filter(text -> !text.isEmpty()).ifPresent(text -> parts.add(new Part.Text(text)));
        message.elements("images").forEach(image -> parts.add(new Part.Image(Picture.read(image))));
        return parts;
    }

    /** Arguments are an object here; a text, which some clients carry over from elsewhere, stays what it is. */
    private static Part.ToolCall call(Fields call) {
        Fields function = call.requiredObject("function");
        Json arguments = function.value("arguments").orElse(Json.Obj.EMPTY);
        return new Part.ToolCall(call.text("id").orElse(""), function.requiredText("name"),
                arguments instanceof Json.Str text ? text.value() : Arguments.asText(arguments));
    }

    private Part.ToolResult result(Fields message) {
        Optional<String> id = message.text("tool_call_id").filter(it -> !it.isEmpty());
        Optional<String> name = message.text("tool_name").or(() -> message.text("name")).filter(it -> !it.isEmpty());
        Optional<Part.ToolCall> call = unanswered.stream().filter(it -> answers(it, id, name)).findFirst();
        call.ifPresent(unanswered::remove);
        return new Part.ToolResult(id.or(() -> call.map(Part.ToolCall::id)).orElse(""),
                name.or(() -> call.map(Part.ToolCall::name)), content(message), false, Optional.empty());
    }

    private static boolean answers(Part.ToolCall call, Optional<String> id, Optional<String> name) {
        return id.isPresent() ? call.id().equals(id.get()) : name.isEmpty() || call.name().equals(name.get());
    }
}
