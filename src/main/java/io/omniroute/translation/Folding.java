package io.omniroute.translation;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * A complete answer from the events of its stream, and back (stream rules section 7). {@code fold(unfold(reply))} is
 * the reply again, as long as neighbours of one kind are one part there, as {@link Choice} says.
 */
public final class Folding {
    private Folding() {}

    /** @throws io.omniroute.domain.failure.GatewayException with {@code Broken} for a stream that failed or never ended */
    public static ChatReply fold(List<ChatEvent> events) {
        var folder = new Folder();
        events.forEach(folder::add);
        return folder.reply();
    }

    /** The answer played as a stream: one piece per part, in the order of the parts. */
    public static List<ChatEvent> unfold(ChatReply reply) {
        var events = new ArrayList<ChatEvent>();
        events.add(new ChatEvent.Started(reply.id(), reply.model(), reply.createdSeconds(), reply.serviceTier()));
        reply.choices().forEach(choice -> new Unfolding(choice, events).content());
        reply.choices().forEach(choice -> events.add(new ChatEvent.Finished(choice.index(), choice.finish())));
        reply.usage().ifPresent(usage -> events.add(new ChatEvent.Counted(usage)));
        events.add(new ChatEvent.Ended());
        return List.copyOf(events);
    }

    /** Plays one choice. */
    private static final class Unfolding {
        private final Choice choice;
        private final int index;
        private final List<ChatEvent> events;
        private int calls;

        Unfolding(Choice choice, List<ChatEvent> events) {
            this.choice = choice;
            this.index = choice.index();
            this.events = events;
        }

        void content() {
            int described = lastText();
            for (int i = 0; i < choice.parts().size(); i++) {
                part(choice.parts().get(i));
                if (i == described) {
                    describe();
                }
            }
            if (described < 0) {
                describe();
            }
        }

        /** What is said about the text comes while its block is still open. */
        private void describe() {
            choice.annotations().forEach(annotation -> events.add(new ChatEvent.Cited(index, annotation)));
            choice.logprobs().ifPresent(logprobs -> events.add(new ChatEvent.Weighed(index, logprobs)));
        }

        private int lastText() {
            for (int i = choice.parts().size() - 1; i >= 0; i--) {
                if (choice.parts().get(i) instanceof Part.Text) {
                    return i;
                }
            }
            return -1;
        }

        private void part(Part part) {
            switch (part) {
                case Part.Text text -> piece(text.text(), new ChatEvent.TextPiece(index, text.text()));
                case Part.Reasoning reasoning -> {
                    piece(reasoning.text(), new ChatEvent.ReasoningPiece(index, reasoning.text()));
                    reasoning.signature().ifPresent(it -> events.add(new ChatEvent.ReasoningSigned(index, it)));
                }
                case Part.Redacted redacted -> events.add(new ChatEvent.RedactedReasoning(index, redacted.data()));
                case Part.Mark mark -> events.add(new ChatEvent.Marked(index, mark.signature()));
                case Part.Refusal refusal ->
                    piece(refusal.text(), new ChatEvent.RefusalPiece(index, refusal.text()));
                case Part.ToolCall call -> call(call);
                case Part.Image image -> events.add(new ChatEvent.ImageMade(index, image.source()));
                case Part.Audio audio -> {
                    // no answer holds one, nor the two below
                }
                case Part.Document document -> {
                }
                case Part.ToolResult result -> {
                }
            }
        }

        private void call(Part.ToolCall call) {
            int number = calls++;
            events.add(new ChatEvent.CallOpened(index, number, call.id(), call.name(), call.custom(),
                    call.signature()));
            piece(call.arguments(), new ChatEvent.CallPiece(index, number, call.arguments()));
        }

        private void piece(String text, ChatEvent event) {
            if (!text.isEmpty()) {
                events.add(event);
            }
        }
    }
}
