package io.omniroute.api.sse;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ErrorEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events (stream rules, section 2): LF line ends, a comment as keep-alive, Anthropic's ping once it began. */
final class ServerSentEvents implements EventForm {
    private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] END_OF_EVENT = {'\n', '\n'};

    private final Format dialect;
    private boolean anyEvent;
    private boolean lineOpen;

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
        lineOpen = raw.length > 0 && raw[raw.length - 1] != '\n' && raw[raw.length - 1] != '\r';
    }

    @Override
    public byte[] closing() {
        return lineOpen ? END_OF_EVENT.clone() : new byte[0];
    }

    @Override
    public byte[] keepAlive() {
        return (anyEvent && dialect == Format.CLAUDE ? PING : COMMENT).clone();
    }

    @Override
    public byte[] failure(ErrorEvent event) {
        var bytes = new ByteArrayOutputStream(event.json().length + 64);
        bytes.writeBytes(closing());
        String name = event.name();
        if (name != null) {
            bytes.writeBytes(("event: " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        bytes.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(event.json());
        bytes.writeBytes(END_OF_EVENT);
        return bytes.toByteArray();
    }
}
