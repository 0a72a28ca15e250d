package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Messages → {@code instructions} and {@code input} items (OR-1 to OR-7). */
final class InputEncoder {
    private final ToolNames names;
    private final Ids ids;
    private final List<Json> items = new ArrayList<>();
    private final Set<String> customCalls = new HashSet<>();

    private InputEncoder(ToolNames names, Ids ids) {
        this.names = names;
        this.ids = ids;
    }

    static void encode(ChatRequest request, ToolNames names, Ids ids, Json.Obj.Builder body) {
        List<Message> messages = request.messages();
        int leading = 0;
        while (leading < messages.size() && instructs(messages.get(leading))) {
            leading++;
        }
        var encoder = new InputEncoder(names, ids);
        for (int i = leading; i < messages.size(); i++) {
            encoder.message(messages.get(i), "messages[" + i + ']');
        }
        String instructions = instructions(messages.subList(0, leading));
        if (!instructions.isEmpty()) {
            body.put("instructions", instructions);
        }
        body.put("input", encoder.items);
    }

    private static boolean instructs(Message message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }

    private static String instructions(List<Message> leading) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < leading.size(); i++) {
            List<Part> parts = leading.get(i).parts();
            for (int j = 0; j < parts.size(); j++) {
                texts.add(systemText(parts.get(j), "messages[" + i + "].content[" + j + ']'));
            }
        }
        texts.removeIf(String::isEmpty);
        return String.join("\n\n", texts);
    }

    private static String systemText(Part part, String path) {
        if (part instanceof Part.Text text) {
            return text.text();
        }
        throw Refusals.content(path, "instructions can only be text");
    }

    private void message(Message message, String path) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> says("developer", message, path);
            case USER -> says("user", message, path);
            case ASSISTANT -> assistant(message.parts(), path);
            case TOOL -> message.parts().forEach(part -> result(part, path));
        }
    }

    private void says(String role, Message message, String path) {
        List<Json> content = ContentEncoder.list(message.parts(), path);
        items.add(item("message").put("role", role)
                .put("content", content.isEmpty() ? List.of(ContentEncoder.text("")) : content).build());
    }

    /** The texts stand before the calls, as one (OR-4); two that a call parted are parted by a blank line (CO-16). */
    private void assistant(List<Part> parts, String path) {
        String text = AssistantText.of(parts);
        boolean said = text.isEmpty();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean ownThought = part instanceof Part.Reasoning || part instanceof Part.Redacted
                    || part instanceof Part.Mark;
            if (!said && !ownThought) {
                items.add(item("message").put("role", "assistant").put("content", text).build());
                said = true;
            }
            assistantPart(part, path + ".content[" + i + ']');
        }
    }

    private void assistantPart(Part part, String path) {
        switch (part) {
            case Part.Text text -> {
            }
            case Part.Refusal refusal -> {
            }
            case Part.Reasoning reasoning -> reasoning(reasoning);
            case Part.Redacted redacted -> {
            }
            case Part.Mark mark -> {
            }
            case Part.ToolCall call -> call(call);
            case Part.Image image -> madeImage(image, path);
            case Part.Audio audio -> throw Refusals.content(path, "the upstream takes no audio");
            case Part.Document document ->
                throw Refusals.content(path, "the upstream takes no documents from the assistant");
            case Part.ToolResult result -> throw Refusals.content(path, "a tool's result belongs to a tool's message");
        }
    }

    /** Foreign reasoning stays away (OR-7). The vendor's own may come back, under the id that is sealed in it. */
    private void reasoning(Part.Reasoning reasoning) {
        reasoning.signature()
                .ifPresent(own -> Seal.id(own).ifPresent(id -> items.add(item("reasoning").put("id", id)
                        .put("summary", ReplyItems.summary(reasoning.text()))
                        .put("encrypted_content", Seal.ofReasoning(own)).build())));
    }

    private void call(Part.ToolCall call) {
        var item = item(call.custom() ? "custom_tool_call" : "function_call").put("call_id", call.id())
                .put("name", names.toWire(call.name()));
        items.add(item.put(call.custom() ? "input" : "arguments", call.arguments()).build());
        if (call.custom()) {
            customCalls.add(call.id());
        }
    }

    private void madeImage(Part.Image image, String path) {
        if (!(image.source() instanceof Media.Inline picture)) {
            throw Refusals.content(path, "the upstream takes pictures of the assistant only as data");
        }
        items.add(item("image_generation_call").put("id", "ig_" + ids.of(path)).put("status", "completed")
                .put("result", picture.base64()).build());
    }

    private void result(Part part, String path) {
        if (!(part instanceof Part.ToolResult result)) {
            throw Refusals.content(path, "a tool's message holds its result");
        }
        boolean custom = customCalls.contains(result.callId());
        items.add(item(custom ? "custom_tool_call_output" : "function_call_output").put("call_id", result.callId())
                .put("output", ContentEncoder.output(result, path)).build());
    }

    private static Json.Obj.Builder item(String type) {
        return Json.Obj.builder().put("type", type);
    }
}
