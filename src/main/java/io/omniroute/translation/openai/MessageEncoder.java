package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hub's messages as those of an OpenAI upstream. Tool messages and assistants may only hold text there: pictures
 * and files of theirs follow in a user message behind the run of results (CO-23). One encoder writes one request.
 */
final class MessageEncoder {
    private static final String SEE_NEXT = "See the attached content in the next user message.";

    private final ToolNames names;
    private final boolean replayReasoning;
    private final boolean customTools;
    private final List<Json> messages = new ArrayList<>();
    private final List<Json> attachments = new ArrayList<>();

    /** @param replayReasoning the provider wants its {@code reasoning_content} back (CO-15) */
    MessageEncoder(ToolNames names, boolean replayReasoning, boolean customTools) {
        this.names = names;
        this.replayReasoning = replayReasoning;
        this.customTools = customTools;
    }

    List<Json> encode(List<Message> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).role() != Role.TOOL) {
                attach();
            }
            write(all.get(i), "messages[" + i + ']');
        }
        attach();
        if (messages.isEmpty()) {
            throw Refusals.malformed("messages", "messages must not be empty");
        }
        return messages;
    }

    private void write(Message message, String path) {
        switch (message.role()) {
            case SYSTEM -> instructions("system", message, path);
            case DEVELOPER -> instructions("developer", message, path);
            case USER -> messages.add(named("user", message)
                    .put("content", PartEncoder.content(message.parts(), path)).build());
            case ASSISTANT -> assistant(message, path);
            case TOOL -> message.parts().forEach(part -> result(part, path));
        }
    }

    private static Json.Obj.Builder named(String role, Message message) {
        return Json.Obj.builder().put("role", role).putText("name", message.name());
    }

    /** An empty one is left out (CO-3); a marked block stays a block (CO-4). */
    private void instructions(String role, Message message, String path) {
        List<Part> parts = message.parts();
        if (parts.isEmpty()) {
            return;
        }
        for (Part part : parts) {
            if (PartEncoder.plain(part).isEmpty()) {
                throw Refusals.content(path, "instructions can only be text");
            }
        }
        boolean marked = parts.getFirst() instanceof Part.Text text && text.cacheControl().isPresent();
        Json content = marked && parts.size() == 1
                ? new Json.Arr(List.of(PartEncoder.part(parts.getFirst(), path)))
                : PartEncoder.content(parts, path);
        messages.add(named(role, message).put("content", content).build());
    }

    private void assistant(Message message, String path) {
        var said = new AssistantText();
        var calls = new ArrayList<Json>();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text text -> said.text(text.text());
                case Part.Refusal refusal -> said.refusal(refusal.text());
                case Part.Reasoning reasoning -> said.reasoning(reasoning.text());
                case Part.ToolCall call -> {
                    said.callBetween();
                    calls.add(call(call));
                }
                case Part.Redacted r -> {
                    // sealed for its vendor (CO-15)
                }
                case Part.Mark m -> {
                    // sealed for Google (GO-6)
                }
                case Part.Image image -> attach("Picture made by the assistant:", image, path);
                case Part.Audio audio -> attach("Audio of the assistant:", audio, path);
                case Part.Document document -> attach("File of the assistant:", document, path);
                case Part.ToolResult r -> throw Refusals.content(path, "an assistant cannot answer a tool call");
            }
        }
        Optional<String> thoughts = replayReasoning ? said.thoughts() : Optional.empty();
        if (said.silent() && calls.isEmpty() && thoughts.isEmpty()) {
            return;
        }
        messages.add(named("assistant", message).put("content", said.content(!calls.isEmpty()))
                .putText("refusal", said.refused()).putText("reasoning_content", thoughts)
                .putIf(!calls.isEmpty(), "tool_calls", new Json.Arr(calls)).build());
    }

    /** Function calls without arguments have an empty object (15, 11). */
    private Json call(Part.ToolCall call) {
        boolean custom = call.custom() && customTools;
        var value = Json.Obj.builder().put("id", call.id()).put("type", custom ? "custom" : "function");
        var called = Json.Obj.builder().put("name", names.toWire(call.name()));
        return custom
                ? value.put("custom", called.put("input", call.arguments()).build()).build()
                : value.put("function", called.put("arguments", arguments(call)).build()).build();
    }

    /** Free text becomes the one argument of a function where there are no custom tools (OC-33). */
    private static String arguments(Part.ToolCall call) {
        if (call.custom()) {
            return JsonText.write(Json.Obj.of("input", new Json.Str(call.arguments())));
        }
        return call.arguments().isBlank() ? "{}" : call.arguments();
    }

    private void result(Part part, String path) {
        if (!(part instanceof Part.ToolResult result)) {
            throw Refusals.content(path, "a tool message holds a tool's answer only");
        }
        var texts = new ArrayList<String>();
        boolean labelled = false;
        for (Part piece : result.content()) {
            Optional<String> text = PartEncoder.plain(piece);
            text.ifPresent(texts::add);
            if (text.isEmpty()) {
                if (!labelled) {
                    attachments.add(PartEncoder.text("Content returned by tool call " + result.callId() + ':'));
                }
                labelled = true;
                attachments.addAll(PartEncoder.parts(piece, path));
            }
        }
        String text = texts.isEmpty() && labelled ? SEE_NEXT : String.join("\n", texts);
        messages.add(Json.Obj.builder().put("role", "tool").put("tool_call_id", result.callId())
                .put("content", result.failed() ? "[tool error] " + text : text).build());
    }

    private void attach(String label, Part part, String path) {
        attachments.add(PartEncoder.text(label));
        attachments.addAll(PartEncoder.parts(part, path));
    }

    private void attach() {
        if (!attachments.isEmpty()) {
            messages.add(Json.Obj.builder().put("role", "user").put("content", attachments).build());
            attachments.clear();
        }
    }
}
