package io.omniroute.boot;

import io.omniroute.gateway.UpstreamSide;
import io.omniroute.oauth.Refreshes;
import io.omniroute.oauth.TokenIssuer;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.ComboCounters;
import io.omniroute.resilience.ModelSlots;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import io.omniroute.upstream.Executor;
import io.omniroute.usage.ComboMetrics;
import java.util.concurrent.ThreadLocalRandom;

/** Builds what the corridor calls upstreams with, and remembers them by. */
final class UpstreamRooms {
    private UpstreamRooms() {}

    static UpstreamSide side(Executor executor, Upstreams upstreams, Affinity affinity, ComboMetrics metrics) {
        Timepiece time = Timepiece.system();
        return new UpstreamSide(executor, upstreams, new Rotation(time), affinity, new ComboCounters(time),
                new ModelSlots(time), new Refreshes(TokenIssuer.NONE), metrics,
                () -> ThreadLocalRandom.current().nextLong());
    }
}
