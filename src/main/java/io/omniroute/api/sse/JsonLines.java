package io.omniroute.api.sse;

import io.omniroute.domain.stream.ClientEvent;
import java.util.Arrays;

/** One JSON object to a line (10 section 15); a blank line breaks some clients, so nothing keeps such a stream alive. */
final class JsonLines implements EventForm {
    private static final byte[] NOTHING = {};

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public void wrote(byte[] raw) {
        // no upstream speaks in lines: there is nothing to complete
    }

    @Override
    public byte[] event(ClientEvent event) {
        byte[] line = Arrays.copyOf(event.json(), event.json().length + 1);
        line[line.length - 1] = '\n';
        return line;
    }

    @Override
    public byte[] keepAlive() {
        return NOTHING;
    }

    @Override
    public byte[] closing() {
        return NOTHING;
    }

    @Override
    public byte[] failure(ClientEvent event) {
        return event(event);
    }
}
