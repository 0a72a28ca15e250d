package io.omniroute.upstream.framing;

import io.omniroute.domain.stream.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-sent events (SP-1 to SP-6, SP-9).
 *
 * <p>A CR LF that closes an event is kept together, also when a read ends between the two. Only where the lines of
 * an event end in a lone CR is the event handed out with the CR of its blank line, because such a stream sends no
 * LF to wait for. Source: HTML Living Standard, section "Server-sent events", read 2026-11.
 */
public final class SseFraming implements Framing {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final HeldBytes held = new HeldBytes();
    private final SseEvent event = new SseEvent();
    private boolean started;
    /** Where, from the start of the held event, the scan goes on, and where its current line began. */
    private int scanned;
    private int lineFrom;
    /** An LF at this place belongs to the CR before it. */
    private boolean afterCr;
    private boolean bareCr;

    @Override
    public List<Frame> feed(byte[] buffer, int from, int to) {
        if (from == to) {
            return List.of();
        }
        if (started && held.length() == 0) {
            List<Frame> frames = new ArrayList<>(4);
            int rest = cut(buffer, from, to, frames);
            held.append(buffer, rest, to);
            return frames;
        }
        held.append(buffer, from, to);
        return cutHeld();
    }

    private List<Frame> cutHeld() {
        List<Frame> frames = new ArrayList<>(4);
        int from = 0;
        if (!started) {
            int mark = byteOrderMark();
            if (mark < 0) {
                return frames;
            }
            started = true;
            if (mark > 0) {
                frames.add(Frame.empty(BYTE_ORDER_MARK.clone()));
                from = mark;
            }
        }
        held.dropBefore(cut(held.array(), from, held.length(), frames));
        return frames;
    }

    /** Length of the mark at the start: 3, 0 for none, -1 while that cannot be said yet. */
    private int byteOrderMark() {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (i == held.length()) {
                return -1;
            }
            if (held.array()[i] != BYTE_ORDER_MARK[i]) {
                return 0;
            }
        }
        return BYTE_ORDER_MARK.length;
    }

    /** Cuts {@code [from, to)}, which begins with the event in work, and answers where the unfinished rest begins. */
    private int cut(byte[] bytes, int from, int to, List<Frame> frames) {
        int start = from;
        int i = start + scanned;
        while (i < to) {
            byte b = bytes[i];
            if (b == '\n' && afterCr) {
                afterCr = false;
                i++;
                lineFrom = i - start;
                continue;
            }
            bareCr |= afterCr && lineFrom > 0;
            afterCr = false;
            if (b != '\n' && b != '\r') {
                i = lineEnd(bytes, i + 1, to);
                continue;
            }
            boolean blank = i == start + lineFrom;
            if (!blank) {
                event.line(bytes, start, start + lineFrom, i);
                i++;
                lineFrom = i - start;
                afterCr = b == '\r';
                continue;
            }
            int end = endOfBlankLine(bytes, i, to);
            if (end < 0) {
                break;
            }
            frames.add(frame(bytes, start, end));
            start = end;
            i = end;
        }
        scanned = i - start;
        HeldBytes.checkEventSize(to - start);
        return start;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Index behind the blank line whose end is at {@code i}; -1 when an LF may still follow. */
    private int endOfBlankLine(byte[] bytes, int i, int to) {
        if (bytes[i] == '\n') {
            return i + 1;
        }
        if (bareCr) {
            afterCr = true;
            return i + 1;
        }
        if (i + 1 == to) {
            return -1;
        }
        return bytes[i + 1] == '\n' ? i + 2 : i + 1;
    }

    private Frame frame(byte[] bytes, int start, int end) {
        HeldBytes.checkEventSize(end - start);
        Frame frame = event.frame(bytes, start, end);
        event.clear();
        lineFrom = 0;
        bareCr = false;
        return frame;
    }

    @Override
    public List<Frame> end() {
        if (held.length() == 0) {
            return List.of();
        }
        byte[] bytes = held.array();
        int to = held.length();
        boolean closed = lineFrom < to && bytes[lineFrom] == '\r';
        if (lineFrom < to && !closed) {
            event.line(bytes, 0, lineFrom, to);
        }
        Frame frame = event.frame(bytes, 0, to);
        held.dropBefore(to);
        return List.of(closed || whole(frame) ? frame : Frame.empty(frame.raw()));
    }

    private static boolean whole(Frame frame) {
        return JsonEnd.complete(frame.data(), frame.dataFrom(), frame.dataTo()) || frame.dataText().equals("[DONE]");
    }
}
