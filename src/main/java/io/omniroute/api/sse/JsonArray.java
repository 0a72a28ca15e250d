package io.omniroute.api.sse;

import io.omniroute.domain.stream.ClientEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Gemini's stream without {@code alt=sse}: one JSON array whose elements come over time (10 section 10). */
final class JsonArray implements EventForm {
    private static final byte[] LINE_FEED = {'\n'};
    private static final byte[] NEXT = ",\n".getBytes(StandardCharsets.UTF_8);

    private byte first;
    private byte last;

    @Override
    public String contentType() {
        return "application/json; charset=utf-8";
    }

    /** The pieces are whole elements with what stands before them, so their last byte tells where the array is. */
    @Override
    public void wrote(byte[] raw) {
        for (int at = 0; first == 0 && at < raw.length; at++) {
            first = raw[at] > ' ' ? raw[at] : 0;
        }
        for (int at = raw.length - 1; at >= 0; at--) {
            if (raw[at] > ' ') {
                last = raw[at];
                return;
            }
        }
    }

    @Override
    public byte[] keepAlive() {
        return LINE_FEED.clone();
    }

    /** An upstream may have answered with one object in place of an array. */
    @Override
    public byte[] closing() {
        return first == '[' && last == '}' ? new byte[]{']'} : new byte[0];
    }

    @Override
    public byte[] event(ClientEvent event) {
        ByteArrayOutputStream bytes = element(event);
        first = '[';
        last = '}';
        return bytes.toByteArray();
    }

    @Override
    public byte[] failure(ClientEvent event) {
        ByteArrayOutputStream bytes = element(event);
        bytes.write(']');
        return bytes.toByteArray();
    }

    private ByteArrayOutputStream element(ClientEvent event) {
        var bytes = new ByteArrayOutputStream(event.json().length + 8);
        if (last == 0) {
            bytes.write('[');
        } else if (last == '}') {
            bytes.writeBytes(NEXT);
        }
        bytes.writeBytes(event.json());
        return bytes;
    }
}
