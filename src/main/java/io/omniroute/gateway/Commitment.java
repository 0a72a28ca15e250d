package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * The commit point of one attempt, for all dialects: until the first content or a regular finish every frame is held
 * and a failure may still move on to the next leg; from then on the answer is this leg's, whatever happens.
 */
final class Commitment {
    /** No handshake comes near it; without a bound comments and pings could fill the memory. */
    private static final int MOST_HELD = 2 << 20;

    private final List<Frame> held = new ArrayList<>();
    private int heldBytes;
    private boolean committed;

    boolean committed() {
        return committed;
    }

    /**
     * Takes the next frame of the upstream.
     *
     * @return the frames that may go to the client now, in order: none while holding, all that was held at the commit
     *     point, and just this one after it
     */
    List<Frame> offer(Frame frame, Observation observed) {
        if (committed) {
            return List.of(frame);
        }
        held.add(frame);
        if (!observed.content() && !observed.finished()) {
            heldBytes += frame.raw().length;
            if (heldBytes > MOST_HELD) {
                throw new GatewayException(new Failure.Broken(502, "the provider's stream begins without content"));
            }
            return List.of();
        }
        committed = true;
        List<Frame> released = List.copyOf(held);
        held.clear();
        return released;
    }
}
