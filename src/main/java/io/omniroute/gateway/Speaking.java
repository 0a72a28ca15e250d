package io.omniroute.gateway;

import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Translation;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.framing.Framing;
import java.util.Map;

/** How one leg is spoken to: in the client's own dialect, or through the hub. One instance per attempt. */
interface Speaking {
    OutboundRequest outbound();

    /** What the client is told about the way its request took. */
    Map<String, String> headers();

    /** Cuts the upstream's stream into frames. */
    Framing framing();

    /** Whether an answer of this type is one complete body, not a stream. */
    boolean complete(String contentType);

    Passage passage();

    /**
     * A complete answer for a client that wants one.
     *
     * @param contentType as the upstream says, lower case; empty when it says nothing
     * @throws io.omniroute.domain.failure.GatewayException with {@code Broken} for what is no answer
     */
    Whole whole(byte[] body, String contentType);

    /** For an answer that came in the other form than it was asked for. */
    Translation translation();

    /** @param seen what the answer says */
    record Whole(byte[] body, String contentType, Observation seen) {}
}
