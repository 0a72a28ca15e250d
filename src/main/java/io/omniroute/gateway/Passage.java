package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import java.util.List;

/**
 * How the frames of one upstream's stream become the client's events, and what they say: as they are, or through the
 * hub. One instance per attempt, used by its thread.
 */
interface Passage {
    /**
     * The next frame.
     *
     * @return what may go to the client because of it and what it meant; of an error inside the stream the client has
     *     not been told yet, unless it is among what may go
     */
    Passed on(Frame frame);

    /** The upstream ended: what is still owed to the client, or the failure that this end is. */
    Passed end();

    /** Whether the stream may end here without being broken: a regular finish was read (ST-3). */
    boolean complete();

    /** The failure as the client's own event in mid-stream, fitting to what has passed. */
    ClientEvent failureEvent(Failure failure, String requestId);

    /** @param failureTold the client's own error event is among {@code out} */
    record Passed(List<Outgoing> out, Observation seen, boolean failureTold) {}
}
