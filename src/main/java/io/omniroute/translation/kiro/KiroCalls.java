package io.omniroute.translation.kiro;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one answer so far. A call's input comes as pieces of text, or once as a whole object; a call that
 * never got any has the arguments <code>{}</code>.
 */
record KiroCalls(List<Call> calls) {
    static final KiroCalls NONE = new KiroCalls(List.of());

    /** How much of a call's input has come. */
    private enum Input {
        NOTHING, PIECES, WHOLE
    }

    /** @param id as the service names it, maybe empty */
    private record Call(String id, Input input) {}

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Takes {@code {toolUseId, name, input?, stop?}}. */
    KiroCalls on(Json.Obj use, Answering context, List<ChatEvent> out) {
        String id = use.text("toolUseId").orElse("");
        int at = indexOf(id);
        if (at >= 0) {
            return fed(at, use, out);
        }
        String opened = id.isEmpty() ? "call_" + context.ids().of("call " + calls.size()) : id;
        out.add(new ChatEvent.CallOpened(0, calls.size(), opened,
                context.names().toClient(use.text("name").orElse("")), false, Optional.empty()));
        var more = new ArrayList<>(calls);
        more.add(new Call(id, Input.NOTHING));
        return new KiroCalls(List.copyOf(more)).fed(calls.size(), use, out);
    }

    /** What names no call goes to the last one that is still open. */
    private int indexOf(String id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (id.isEmpty() ? calls.get(i).input() != Input.WHOLE : calls.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private KiroCalls fed(int at, Json.Obj use, List<ChatEvent> out) {
        Input input = input(at, use.present("input"), out);
        if (use.bool("stop").orElse(false)) {
            close(at, input, out);
            input = Input.WHOLE;
        }
        return input == calls.get(at).input() ? this : with(at, input);
    }

    private Input input(int at, @Nullable Json value, List<ChatEvent> out) {
        Input before = calls.get(at).input();
        String text = value instanceof Json.Str piece ? piece.value() : "";
        if (!text.isEmpty() && before != Input.WHOLE) {
            out.add(new ChatEvent.CallPiece(0, at, text));
            return Input.PIECES;
        }
        if (value != null && !(value instanceof Json.Str) && before == Input.NOTHING
                && !value.equals(Json.Obj.EMPTY)) {
            out.add(new ChatEvent.CallPiece(0, at, Arguments.asText(value)));
            return Input.WHOLE;
        }
        return before;
    }

    private KiroCalls with(int at, Input input) {
        var changed = new ArrayList<>(calls);
        changed.set(at, new Call(calls.get(at).id(), input));
        return new KiroCalls(List.copyOf(changed));
    }

    /** The answer is over. */
    void close(List<ChatEvent> out) {
        for (int i = 0; i < calls.size(); i++) {
            close(i, calls.get(i).input(), out);
        }
    }

    private static void close(int at, Input input, List<ChatEvent> out) {
        if (input == Input.NOTHING) {
            out.add(new ChatEvent.CallPiece(0, at, "{}"));
        }
    }
}
