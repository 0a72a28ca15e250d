package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * The commit point of one attempt, for all dialects: until the first content or a regular finish everything is held
 * and a failure may still move on to the next leg; from then on the answer is this leg's, whatever happens.
 */
final class Commitment {
    /** No handshake comes near it; without a bound comments and pings could fill the memory. */
    private static final int MOST_HELD = 2 << 20;

    private final List<Outgoing> held = new ArrayList<>();
    private int heldBytes;
    private boolean committed;

    boolean committed() {
        return committed;
    }

    /**
     * Takes what the next frame of the upstream made.
     *
     * @return what may go to the client now, in order: nothing while holding, all that was held at the commit point,
     *     and just this after it
     */
    List<Outgoing> offer(List<Outgoing> next, Observation observed) {
        if (committed) {
            return next;
        }
        held.addAll(next);
        if (!observed.content() && !observed.finished()) {
            next.forEach(it -> heldBytes += it.size());
            if (heldBytes > MOST_HELD) {
                throw new GatewayException(new Failure.Broken(502, "the provider's stream begins without content"));
            }
            return List.of();
        }
        committed = true;
        List<Outgoing> released = List.copyOf(held);
        held.clear();
        return released;
    }
}
