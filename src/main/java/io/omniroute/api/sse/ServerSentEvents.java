package io.omniroute.api.sse;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Server-sent events (stream rules, section 2): LF line ends, a comment as keep-alive, Anthropic's ping once it began. */
final class ServerSentEvents implements EventForm {
    private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] END_OF_EVENT = {'\n', '\n'};
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};
    private static final String EVENT = "event: ";

    private final Format dialect;
    private boolean anyEvent;
    /** LFs that the last event lacks: none, its blank line, or that of its last line as well. */
    private int missing;

    ServerSentEvents(Format dialect) {
        this.dialect = dialect;
    }

    @Override
    public String contentType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public void wrote(byte[] raw) {
        anyEvent = true;
        int line = beforeLineEnd(raw, raw.length);
        boolean closedLine = line < raw.length;
        boolean blankLine = closedLine && (line == 0 || beforeLineEnd(raw, line) < line);
        boolean onlyCr = closedLine && raw[raw.length - 1] == '\r'; // the LF that follows would but complete it
        missing = raw.length == 0 || blankLine ? 0 : closedLine && !onlyCr ? 1 : 2;
    }

    /** Where the line ends whose end, if there is one, stands before {@code to}: CR LF, LF or CR. */
    private static int beforeLineEnd(byte[] raw, int to) {
        int at = to > 0 && raw[to - 1] == '\n' ? to - 1 : to;
        return at > 0 && raw[at - 1] == '\r' ? at - 1 : at;
    }

    @Override
    public byte[] closing() {
        return Arrays.copyOf(END_OF_EVENT, missing);
    }

    @Override
    public byte[] keepAlive() {
        return (anyEvent && dialect == Format.CLAUDE ? PING : COMMENT).clone();
    }

    @Override
    public byte[] event(ClientEvent event) {
        byte[] before = closing();
        byte[] name = event.name() == null ? NOTHING : (EVENT + event.name() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] json = event.json();
        var bytes = new byte[before.length + name.length + DATA.length + json.length + END_OF_EVENT.length];
        ByteBuffer.wrap(bytes).put(before).put(name).put(DATA).put(json).put(END_OF_EVENT);
        anyEvent = true;
        missing = 0;
        return bytes;
    }

    @Override
    public byte[] failure(ClientEvent event) {
        return event(event);
    }
}
