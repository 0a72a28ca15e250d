package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Never lets a text end inside a surrogate pair: its first half waits for the next piece of the same text (ST-6), or
 * for the end of that text, where it goes out alone.
 *
 * @param held first halves by the text they belong to; mostly none
 */
record WholeCharacters(Map<Channel, String> held) implements StreamState<ChatEvent, ChatEvent> {
    private static final WholeCharacters NOTHING_HELD = new WholeCharacters(Map.of());

    /** One text. @param call 0 for what is no call */
    record Channel(int choice, EventKind kind, int call) {}

    static Optional<StreamState<ChatEvent, ChatEvent>> begin(ReplyTreatment treatment) {
        return Optional.of(NOTHING_HELD);
    }

    @Override
    public Step<ChatEvent, ChatEvent> on(ChatEvent event) {
        int choice = EventKind.choice(event);
        return switch (EventKind.of(event)) {
            case TEXT, REASONING, REFUSAL, CALL_PIECE -> piece(event);
            case BLOCK -> released(it -> it.choice() == choice && it.kind() != EventKind.CALL_PIECE, List.of(event));
            case FINISH -> released(it -> it.choice() == choice, List.of(event));
            case END -> released(it -> true, List.of(event));
            case SIDE, OTHER -> new Step<>(this, List.of(event));
        };
    }

    @Override
    public List<ChatEvent> end() {
        return released(channel -> true, List.of()).out();
    }

    private Step<ChatEvent, ChatEvent> piece(ChatEvent event) {
        String text = EventKind.text(event);
        boolean cut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        if (held.isEmpty() && !cut) {
            return new Step<>(this, List.of(event));
        }
        int call = event instanceof ChatEvent.CallPiece piece ? piece.call() : 0;
        var channel = new Channel(EventKind.choice(event), EventKind.of(event), call);
        Step<ChatEvent, ChatEvent> others = released(other -> endedBy(channel, other), List.of());
        Map<Channel, String> now = new LinkedHashMap<>(((WholeCharacters) others.next()).held);
        String whole = now.getOrDefault(channel, "") + text;
        now.remove(channel);
        int kept = cut ? whole.length() - 1 : whole.length();
        if (cut) {
            now.put(channel, whole.substring(kept));
        }
        var out = new ArrayList<>(others.out());
        if (kept > 0) {
            out.add(event(channel, whole.substring(0, kept)));
        }
        return new Step<>(of(now), out);
    }

    /** A text ends where another kind of text begins; a call goes on beside everything. */
    private static boolean endedBy(Channel coming, Channel waiting) {
        return coming.kind() != EventKind.CALL_PIECE && waiting.kind() != EventKind.CALL_PIECE
                && waiting.choice() == coming.choice() && waiting.kind() != coming.kind();
    }

    private Step<ChatEvent, ChatEvent> released(Predicate<Channel> which, List<ChatEvent> behind) {
        if (held.isEmpty()) {
            return new Step<>(this, behind);
        }
        var out = new ArrayList<ChatEvent>();
        var rest = new LinkedHashMap<Channel, String>();
        held.forEach((channel, half) -> {
            if (which.test(channel)) {
                out.add(event(channel, half));
            } else {
                rest.put(channel, half);
            }
        });
        out.addAll(behind);
        return new Step<>(of(rest), out);
    }

    private static WholeCharacters of(Map<Channel, String> held) {
        return held.isEmpty() ? NOTHING_HELD : new WholeCharacters(held);
    }

    private static ChatEvent event(Channel channel, String text) {
        return switch (channel.kind()) {
            case REASONING -> new ChatEvent.ReasoningPiece(channel.choice(), text);
            case REFUSAL -> new ChatEvent.RefusalPiece(channel.choice(), text);
            case CALL_PIECE -> new ChatEvent.CallPiece(channel.choice(), channel.call(), text);
            case TEXT, BLOCK, SIDE, FINISH, END, OTHER -> new ChatEvent.TextPiece(channel.choice(), text);
        };
    }
}
