package io.omniroute.gateway;

import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel.StreamForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An event as it reads in its stream. */
final class EventText {
    private EventText() {}

    /** In a stream of this form, as people read it. */
    static byte[] of(ClientEvent event, StreamForm form) {
        return switch (form) {
            case SERVER_SENT_EVENTS -> of(event);
            case JSON_ARRAY -> with(event.json(), ",\n");
            case NDJSON -> with(event.json(), "\n");
        };
    }

    private static byte[] with(byte[] json, String end) {
        byte[] text = Arrays.copyOf(json, json.length + end.length());
        System.arraycopy(end.getBytes(StandardCharsets.US_ASCII), 0, text, json.length, end.length());
        return text;
    }

    /** As a server-sent event. */
    static byte[] of(ClientEvent event) {
        var out = new ByteArrayOutputStream(event.json().length + 40);
        String name = event.name();
        if (name != null) {
            out.writeBytes(("event: " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(event.json());
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
