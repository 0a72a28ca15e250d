package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.ToolNames;
import java.util.ArrayList;
import java.util.List;

/** Hub messages → {@code system} and turns (OC-3 to OC-23). */
final class AnthropicTurnEncoder {
    private final AnthropicBlockEncoder blocks;
    private final List<Json> system = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    /** Made by the assistant, and not yet shown. */
    private final List<Json> shown = new ArrayList<>();

    private AnthropicTurnEncoder(ToolNames names) {
        blocks = new AnthropicBlockEncoder(names);
    }

    /** @param system text blocks @param turns user and assistant in alternation, none empty */
    record Conversation(List<Json> system, List<Turn> turns) {}

    /**
     * What one side says at a time.
     *
     * @param results tool results, which lead their turn
     */
    record Turn(boolean user, List<Json> results, List<Json> others) {
        List<Json> content() {
            var content = new ArrayList<>(results);
            content.addAll(others);
            return content;
        }

        Json.Obj json() {
            return Json.Obj.builder().put("role", user ? "user" : "assistant").put("content", content()).build();
        }
    }

    static Conversation encode(ChatRequest request, ToolNames names) {
        var encoder = new AnthropicTurnEncoder(names);
        int index = 0;
        for (Message message : request.messages()) {
            encoder.message(message, "messages[" + index++ + ']');
        }
        encoder.showMedia();
        encoder.trimPrefill();
        if (encoder.turns.isEmpty()) {
            throw Refusals.malformed("messages", "messages hold nothing that could be sent");
        }
        return new Conversation(encoder.system, encoder.turns);
    }

    private void message(Message message, String path) {
        int index = 0;
        for (Part part : message.parts()) {
            String at = path + ".content[" + index++ + ']';
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> system(part, at);
                case USER, TOOL -> user(part, at);
                case ASSISTANT -> assistant(part, at);
            }
        }
    }

    /** Claude takes no media in what it said itself: they lead the rest of the user's next turn. */
    private void assistant(Part part, String at) {
        if (part instanceof Part.Image || part instanceof Part.Document) {
            blocks.given(new Part.Text("Content made by the assistant:"), at).ifPresent(shown::add);
            blocks.given(part, at).ifPresent(shown::add);
        } else {
            blocks.said(part, at).ifPresent(block -> turn(false).others().add(block));
        }
    }

    /** OC-3. */
    private void system(Part part, String at) {
        if (!(part instanceof Part.Text text)) {
            throw Refusals.content(at, "A system prompt consists of text");
        }
        AnthropicBlockEncoder.text(text.text(), text.cacheControl()).ifPresent(system::add);
    }

    private void user(Part part, String at) {
        if (part instanceof Part.ToolResult result) {
            turn(true).results().add(blocks.toolResult(result, at));
        } else {
            showMedia();
            blocks.given(part, at).ifPresent(block -> turn(true).others().add(block));
        }
    }

    private void showMedia() {
        if (!shown.isEmpty()) {
            turn(true).others().addAll(shown);
            shown.clear();
        }
    }

    /** The turn in work: neighbours of one side are one turn, empty ones never come to be (OC-19, OC-23). */
    private Turn turn(boolean user) {
        if (turns.isEmpty() || turns.getLast().user() != user) {
            turns.add(new Turn(user, new ArrayList<>(), new ArrayList<>()));
        }
        return turns.getLast();
    }

    /** Claude refuses white space at the end of what it is to continue (OC-22). */
    private void trimPrefill() {
        if (turns.isEmpty() || turns.getLast().user()) {
            return;
        }
        List<Json> said = turns.getLast().others();
        if (said.getLast() instanceof Json.Obj block && block.text("text").isPresent()) {
            said.removeLast();
            AnthropicBlockEncoder.text(block.text("text").orElse("").stripTrailing(), block.get("cache_control"))
                    .ifPresent(said::add);
        }
        if (said.isEmpty()) {
            turns.removeLast();
        }
    }
}
