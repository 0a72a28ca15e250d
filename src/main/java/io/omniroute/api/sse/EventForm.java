package io.omniroute.api.sse;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel.StreamForm;

/** The form of one stream to one client. Not safe for several threads; the channel holds its lock. */
public sealed interface EventForm permits ServerSentEvents, JsonArray, JsonLines {
    static EventForm of(Format dialect, StreamForm form) {
        return switch (form) {
            case SERVER_SENT_EVENTS -> new ServerSentEvents(dialect);
            case JSON_ARRAY -> new JsonArray();
            case NDJSON -> new JsonLines();
        };
    }

    String contentType();

    /** Told of every piece of an upstream's own bytes that was written. */
    void wrote(byte[] raw);

    /** One event of ours, and what has to stand before it. */
    byte[] event(ClientEvent event);

    /** Bytes without meaning that may stand where the stream is now; none where the form knows no such bytes. */
    byte[] keepAlive();

    /** What a stream that ends here still needs to be well formed; usually nothing. */
    byte[] closing();

    /** The dialect's error and what has to follow it. */
    byte[] failure(ClientEvent event);
}
