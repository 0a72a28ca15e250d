package io.omniroute.translation.cursor;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.translation.Answering;
import io.omniroute.translation.cursor.wire.CursorWire.CallPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tool calls of one answer so far; pieces with one id are one call (RU-3). */
record CursorCalls(List<Call> calls) {
    static final CursorCalls NONE = new CursorCalls(List.of());

    /** How much of a call has come. */
    private enum Stage {
        OPENED, ARGUED, CLOSED
    }

    private record Call(String id, Stage stage) {}

    boolean isEmpty() {
        return calls.isEmpty();
    }

    CursorCalls on(CallPiece piece, Answering context, List<ChatEvent> out) {
        String id = CursorNames.firstLine(piece.getId());
        int at = indexOf(id);
        if (at >= 0) {
            return fed(at, piece, out);
        }
        String opened = id.isEmpty() ? "call_" + context.ids().of("call " + calls.size()) : id;
        out.add(new ChatEvent.CallOpened(0, calls.size(), opened, CursorNames.client(piece, context.names()), false,
                Optional.empty()));
        var more = new ArrayList<>(calls);
        more.add(new Call(id, Stage.OPENED));
        return new CursorCalls(List.copyOf(more)).fed(calls.size(), piece, out);
    }

    /** What names no call goes to the last one that is still open. */
    private int indexOf(String id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (id.isEmpty() ? calls.get(i).stage() != Stage.CLOSED : calls.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private CursorCalls fed(int at, CallPiece piece, List<ChatEvent> out) {
        Stage stage = calls.get(at).stage();
        String arguments = arguments(piece);
        if (!arguments.isEmpty() && stage != Stage.CLOSED) {
            out.add(new ChatEvent.CallPiece(0, at, arguments));
            stage = Stage.ARGUED;
        }
        if (piece.getLast() || piece.getLastToo()) {
            close(at, stage, out);
            stage = Stage.CLOSED;
        }
        return stage == calls.get(at).stage() ? this : with(at, stage);
    }

    private static String arguments(CallPiece piece) {
        String mcp = piece.getMcp().getToolsCount() == 0 ? "" : piece.getMcp().getTools(0).getArguments();
        return mcp.isEmpty() ? piece.getArguments() : mcp;
    }

    private CursorCalls with(int at, Stage stage) {
        var changed = new ArrayList<>(calls);
        changed.set(at, new Call(calls.get(at).id(), stage));
        return new CursorCalls(List.copyOf(changed));
    }

    /** The answer is over; a call that never got arguments has an empty object. */
    void close(List<ChatEvent> out) {
        for (int i = 0; i < calls.size(); i++) {
            close(i, calls.get(i).stage(), out);
        }
    }

    private static void close(int at, Stage stage, List<ChatEvent> out) {
        if (stage == Stage.OPENED) {
            out.add(new ChatEvent.CallPiece(0, at, "{}"));
        }
    }
}
