package io.omniroute.translation.kiro;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Arguments;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Messages → turns that alternate and end with the user's (OK-1, OK-2). */
final class KiroTurns {
    private static final Set<String> PICTURES = Set.of("png", "jpeg", "gif", "webp");

    private final ToolNames names;
    private final Set<String> dropped;
    private final List<KiroTurn> turns = new ArrayList<>();

    /** @param dropped takes what has no place in a turn */
    KiroTurns(ChatRequest request, ToolNames names, Set<String> dropped) {
        this.names = names;
        this.dropped = dropped;
        for (int i = 0; i < request.messages().size(); i++) {
            message(request.messages().get(i), "messages[" + i + ']');
        }
        if (turns.isEmpty() || turns.getLast().assistant()) {
            turns.add(new KiroTurn(false));
        }
    }

    /** At least one; the last one is the user's. */
    List<KiroTurn> turns() {
        return turns;
    }

    private void message(Message message, String path) {
        KiroTurn turn = turn(message.role() == Role.ASSISTANT);
        var text = new StringBuilder();
        boolean apart = false;
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            String said = part(part, turn, path + ".content[" + i + ']');
            if (!said.isEmpty()) {
                text.append(text.isEmpty() ? "" : apart ? "\n\n" : "\n").append(said);
                apart = false;
            }
            apart |= part instanceof Part.ToolCall;
        }
        boolean system = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
        if (system && !userSpokeBefore(turn)) {
            turn.lead(text.toString());
        } else {
            turn.say(text.toString());
        }
    }

    /** The open turn of this side, or a new one. */
    private KiroTurn turn(boolean assistant) {
        if (turns.isEmpty() || turns.getLast().assistant() != assistant) {
            turns.add(new KiroTurn(assistant));
        }
        return turns.getLast();
    }

    /** Whether a turn of the user's lies before this one: system texts lead the first, elsewhere they keep their place. */
    private boolean userSpokeBefore(KiroTurn turn) {
        return turns.stream().anyMatch(it -> !it.assistant() && it != turn);
    }

    /** Puts the part where it belongs; the text it adds to the message, mostly none or itself. */
    private String part(Part part, KiroTurn turn, String path) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Refusal refusal -> refusal.text();
            case Part.Image image -> image(image, turn, path);
            case Part.Audio audio -> throw Refusals.content(path, "this model takes no audio");
            case Part.Document document -> throw Refusals.content(path, "this model takes no documents");
            case Part.Reasoning reasoning -> leftOut("reasoning_content");
            case Part.Redacted redacted -> leftOut("thinking_blocks");
            case Part.Mark mark -> "";
            case Part.ToolCall call -> call(call, turn);
            case Part.ToolResult result -> result(result, turn, path.substring(0, path.lastIndexOf('[')));
        };
    }

    private String leftOut(String what) {
        dropped.add(what);
        return "";
    }

    /** OK-4. */
    private static String image(Part.Image image, KiroTurn turn, String path) {
        if (turn.assistant()) {
            throw Refusals.content(path, "this model takes no pictures in the assistant's turns");
        }
        if (!(image.source() instanceof Media.Inline inline)) {
            throw Refusals.content(path, "this model takes pictures as data URLs only");
        }
        String subtype = inline.mimeType().substring(inline.mimeType().indexOf('/') + 1);
        String format = subtype.equals("jpg") ? "jpeg" : subtype;
        if (!inline.mimeType().startsWith("image/") || !PICTURES.contains(format)) {
            throw Refusals.content(path, "this model takes no pictures of type " + inline.mimeType());
        }
        turn.image(Json.Obj.builder().put("format", format)
                .put("source", Json.Obj.of("bytes", new Json.Str(inline.base64()))).build());
        return "";
    }

    /** OK-5, OC-15. */
    private String call(Part.ToolCall call, KiroTurn turn) {
        Json.Obj input = call.custom()
                ? Json.Obj.of("input", new Json.Str(call.arguments()))
                : Arguments.asObject(call.arguments());
        turn.call(Json.Obj.builder().put("toolUseId", call.id()).put("name", names.toWire(call.name()))
                .put("input", input).build());
        return "";
    }

    /** OK-6: texts joined, pictures to the turn. */
    private String result(Part.ToolResult result, KiroTurn turn, String path) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < result.content().size(); i++) {
            String text = part(result.content().get(i), turn, path + '[' + i + ']');
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        turn.result(Json.Obj.builder().put("toolUseId", result.callId())
                .put("status", result.failed() ? "error" : "success")
                .put("content", List.of(Json.Obj.of("text", new Json.Str(String.join("\n", texts))))).build());
        return "";
    }
}
