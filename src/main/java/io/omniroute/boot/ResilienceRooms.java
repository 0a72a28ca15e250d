package io.omniroute.boot;

import io.omniroute.audit.AuditTrail;
import io.omniroute.catalog.Catalog;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.persistence.Database;
import io.omniroute.persistence.StateWriter;
import io.omniroute.resilience.AccountWatch;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.SnapshotTerms;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How upstreams fare, and what keeps that over a restart. */
final class ResilienceRooms implements AutoCloseable {
    final Upstreams upstreams;
    final Affinity affinity;
    private final CircuitLog circuitLog;
    private @Nullable StateWriter writer;

    ResilienceRooms(Duration longestCooldown, SnapshotHolder snapshots, Catalog catalog, AuditTrail audit,
            Clock clock) {
        circuitLog = new CircuitLog(audit, clock);
        affinity = new Affinity(Timepiece.system());
        upstreams = new Upstreams(Timepiece.system(), new SnapshotTerms(snapshots, catalog), longestCooldown,
                circuitLog);
        snapshots.watch(new AccountWatch(upstreams));
    }

    /** Goes on where the last run stopped, once the settings are known. */
    void open(Database database) {
        upstreams.state().restore(database.state().load());
        writer = new StateWriter(database.state(), upstreams.state(), circuitLog);
    }

    @Override
    public void close() {
        StateWriter running = writer;
        if (running != null) {
            running.close();
        }
    }
}
