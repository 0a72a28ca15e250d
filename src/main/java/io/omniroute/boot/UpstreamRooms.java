package io.omniroute.boot;

import io.omniroute.boot.config.GatewayConfiguration;
import io.omniroute.catalog.Catalog;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.gateway.UpstreamSide;
import io.omniroute.oauth.Refreshes;
import io.omniroute.oauth.TokenIssuer;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.CircuitTurn;
import io.omniroute.resilience.ComboCounters;
import io.omniroute.resilience.ModelSlots;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.SnapshotTerms;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import io.omniroute.upstream.Executor;
import io.omniroute.usage.ComboMetrics;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Builds what the corridor calls upstreams with, and remembers them by. */
final class UpstreamRooms {
    private UpstreamRooms() {}

    /** @param turns told of each change of a breaker's state; must not block */
    static Upstreams upstreams(GatewayConfiguration configuration, Supplier<Snapshot> snapshots, Catalog catalog,
            Consumer<CircuitTurn> turns) {
        return new Upstreams(Timepiece.system(), new SnapshotTerms(snapshots, catalog),
                configuration.routing().maxCooldown(), turns);
    }

    static UpstreamSide side(Executor executor, Upstreams upstreams, ComboMetrics metrics) {
        Timepiece time = Timepiece.system();
        return new UpstreamSide(executor, upstreams, new Rotation(time), new Affinity(time), new ComboCounters(time),
                new ModelSlots(time), new Refreshes(TokenIssuer.NONE), metrics,
                () -> ThreadLocalRandom.current().nextLong());
    }
}
