package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items of {@code input} → messages. Calls and the assistant message directly before them are one message (RO-8),
 * and so is whatever the model said between a call and its answer: cut there, the call would look unanswered. Reasoning
 * leads the assistant message behind it (RO-11).
 */
final class InputDecoder {
    private final ChatRequest.Builder request;
    private final List<Part> turn = new ArrayList<>();
    private final List<Part> thoughts = new ArrayList<>();
    private Optional<Signature> callSignature = Optional.empty();
    private boolean called;

    private InputDecoder(ChatRequest.Builder request) {
        this.request = request;
    }

    static void decode(Fields body, ChatRequest.Builder request) {
        switch (body.value("input").orElseThrow(() -> Refusals.malformed("input", "Missing input"))) {
            case Json.Str text -> request.message(new Message(Role.USER, ContentDecoder.text(text.value())));
            case Json.Arr items -> {
                var decoder = new InputDecoder(request);
                body.objects("input").forEach(decoder::item);
                decoder.closeTurn();
            }
            case Json other -> throw Refusals.malformed("input", "input must be a string or an array");
        }
    }

    private void item(Fields item) {
        switch (item.text("type").orElse("message")) {
            case "message" -> message(item);
            case "function_call" -> call(item, false);
            case "custom_tool_call" -> call(item, true);
            case "function_call_output", "custom_tool_call_output" -> output(item);
            case "reasoning" -> reasoning(item);
            case "item_reference" ->
                throw Refusals.parameter(item.path(), "item_reference needs stored responses, "
                        + "which this route does not have");
            case String hosted -> request.dropped(hosted);
        }
    }

    private void message(Fields item) {
        Role role = role(item);
        List<Part> parts = ContentDecoder.content(item, "content");
        if (role != Role.ASSISTANT) {
            closeTurn();
            request.message(new Message(role, parts));
            return;
        }
        if (!called) {
            closeMessage();
        }
        takeThoughts();
        turn.addAll(parts);
    }

    private static Role role(Fields item) {
        return switch (item.requiredText("role")) {
            case "user" -> Role.USER;
            case "assistant", "model" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            default -> throw Refusals.malformed(item.path("role"), "Unknown role in " + item.path("role"));
        };
    }

    private void call(Fields item, boolean custom) {
        if (!thoughts.isEmpty() && !called) {
            closeMessage();
        }
        takeThoughts();
        String id = item.text("call_id").or(() -> item.text("id")).orElse("");
        String arguments = custom ? item.text("input").orElse("") : text(item, "arguments");
        turn.add(new Part.ToolCall(id, QualifiedName.of(item).flat(), arguments, custom, callSignature));
        callSignature = Optional.empty();
        called = true;
    }

    /** A string as it is; some clients give the object itself. */
    private static String text(Fields item, String name) {
        return item.value(name).map(it -> it instanceof Json.Str text ? text.value() : JsonText.write(it)).orElse("");
    }

    private void output(Fields item) {
        closeTurn();
        boolean listed = item.value("output").orElse(Json.Literal.NULL) instanceof Json.Arr;
        List<Part> content = listed
                ? ContentDecoder.content(item, "output")
                : List.of(new Part.Text(text(item, "output")));
        request.message(new Message(Role.TOOL, List.of(new Part.ToolResult(item.text("call_id").orElse(""),
                item.text("name"), content, false, Optional.empty(), listed))));
    }

    private void reasoning(Fields item) {
        String text = ReasoningText.of(item.object());
        Optional<Seal.Opened> seal = item.text("encrypted_content")
                .flatMap(content -> Seal.open(content, item.text("id").orElse("")));
        switch (seal.orElse(null)) {
            case null -> think(text, Optional.empty());
            case Seal.Opened.Own own -> think(text, Optional.of(own.signature()));
            case Seal.Opened.Redacted redacted -> {
                think(text, Optional.empty());
                thoughts.add(new Part.Redacted(redacted.data()));
            }
            case Seal.Opened.OfCall call -> {
                think(text, Optional.empty());
                callSignature = Optional.of(call.signature());
            }
            case Seal.Opened.OfPrevious mark -> (thoughts.isEmpty() && !turn.isEmpty() ? turn : thoughts)
                    .add(new Part.Mark(mark.signature()));
        }
    }

    private void think(String text, Optional<Signature> signature) {
        if (!text.isEmpty() || signature.isPresent()) {
            thoughts.add(new Part.Reasoning(text, signature));
        }
    }

    private void takeThoughts() {
        turn.addAll(thoughts);
        thoughts.clear();
    }

    private void closeMessage() {
        if (!turn.isEmpty()) {
            request.message(new Message(Role.ASSISTANT, turn));
        }
        turn.clear();
        called = false;
    }

    /** Thoughts that led to nothing belong to no message. */
    private void closeTurn() {
        closeMessage();
        thoughts.clear();
        callSignature = Optional.empty();
    }
}
