package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.translation.RequestHead;

/**
 * Whether the client wants a stream, and how its events shall follow each other (10 section 3.3).
 *
 * @param form only meaningful when wanted
 */
record Streaming(boolean wanted, StreamForm form) {
    /** @param otherwise what a request that says nothing gets where the dialect has no habit of its own */
    static Streaming of(Inbound inbound, RequestHead head, boolean otherwise) {
        boolean lines = head.format() == Format.OLLAMA;
        boolean unsaid = lines || otherwise || inbound.wishes().eventStream();
        boolean wanted = inbound.target().map(PathTarget::streaming).orElseGet(() -> head.stream().orElse(unsaid));
        if (lines) {
            return new Streaming(wanted, StreamForm.NDJSON);
        }
        boolean array = inbound.target().filter(PathTarget::asArray).isPresent();
        return new Streaming(wanted, array ? StreamForm.JSON_ARRAY : StreamForm.SERVER_SENT_EVENTS);
    }
}
