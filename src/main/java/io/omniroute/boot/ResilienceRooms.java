package io.omniroute.boot;

import io.omniroute.domain.resilience.StateStore;
import io.omniroute.persistence.StateWriter;
import io.omniroute.resilience.AccountWatch;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.SnapshotTerms;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import org.jspecify.annotations.Nullable;

/** How upstreams fare, and what keeps that over a restart. */
final class ResilienceRooms implements AutoCloseable {
    final Upstreams upstreams;
    final Affinity affinity;
    private final StateStore state;
    private final CircuitLog circuitLog;
    private @Nullable StateWriter writer;

    ResilienceRooms(Ground ground) {
        state = ground.database.state();
        circuitLog = new CircuitLog(ground.audit, ground.clock);
        affinity = new Affinity(Timepiece.system());
        upstreams = new Upstreams(Timepiece.system(), new SnapshotTerms(ground.snapshots, ground.catalog),
                ground.configuration.routing().maxCooldown(), circuitLog);
        ground.snapshots.watch(new AccountWatch(upstreams));
    }

    /** Goes on where the last run stopped, once the settings are known. */
    void open() {
        upstreams.state().restore(state.load());
        writer = new StateWriter(state, upstreams.state(), circuitLog);
    }

    @Override
    public void close() {
        StateWriter running = writer;
        if (running != null) {
            running.close();
        }
    }
}
