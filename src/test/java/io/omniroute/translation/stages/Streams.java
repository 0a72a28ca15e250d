package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Events for the tests of reply stages. */
final class Streams {
    private Streams() {}

    static List<ChatEvent> through(StreamState<ChatEvent, ChatEvent> stage, List<ChatEvent> events) {
        var out = new ArrayList<ChatEvent>();
        StreamState<ChatEvent, ChatEvent> now = stage;
        for (ChatEvent event : events) {
            StreamState.Step<ChatEvent, ChatEvent> step = now.on(event);
            out.addAll(step.out());
            now = step.next();
        }
        out.addAll(now.end());
        return out;
    }

    static ChatEvent started() {
        return new ChatEvent.Started("id", "model", 1, Optional.empty());
    }

    static ChatEvent text(String text) {
        return new ChatEvent.TextPiece(0, text);
    }

    static ChatEvent thought(String text) {
        return new ChatEvent.ReasoningPiece(0, text);
    }

    static ChatEvent finished() {
        return new ChatEvent.Finished(0, new Finish(FinishReason.STOP));
    }

    static ChatEvent opened(int call, String name, boolean custom) {
        return new ChatEvent.CallOpened(0, call, "id" + call, name, custom, Optional.empty());
    }

    static ChatEvent piece(int call, String arguments) {
        return new ChatEvent.CallPiece(0, call, arguments);
    }

    /** All pieces of one kind in one, a bar between choices is not needed: choice 0 only. */
    static String joined(Class<? extends ChatEvent> kind, List<ChatEvent> events) {
        var all = new StringBuilder();
        events.stream().filter(event -> kind.isInstance(event) && EventKind.choice(event) == 0)
                .forEach(event -> all.append(EventKind.text(event)));
        return all.toString();
    }

    /** The text in pieces of random length. */
    static List<ChatEvent> cut(String text, Random random) {
        var pieces = new ArrayList<ChatEvent>();
        for (int at = 0; at < text.length();) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(6));
            pieces.add(text(text.substring(at, end)));
            at = end;
        }
        return pieces;
    }
}
