package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionStore;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.resilience.Shown;
import io.omniroute.resilience.Upstreams;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What each connection may send and how it fares (20 section 14). */
public final class RateLimitAdmin {
    private static final int LONGEST_ID = 200;
    private final ConnectionStore store;
    private final Supplier<Snapshot> snapshots;
    private final Upstreams upstreams;
    private final ChangeDesk desk;

    public RateLimitAdmin(ConnectionStore store, Supplier<Snapshot> snapshots, Upstreams upstreams, ChangeDesk desk) {
        this.store = store;
        this.snapshots = snapshots;
        this.upstreams = upstreams;
        this.desk = desk;
    }

    /** A connection with its rest and its limiter. */
    public record Status(Connection connection, Shown.Account account, Shown.Flow flow) {}

    /** Every connection, ordered by provider, then priority. */
    public List<Status> all() {
        return snapshots.get().connections().stream().map(connection -> new Status(connection,
                upstreams.shown(connection.id()), upstreams.flow(connection.id()).orElse(Shown.Flow.NONE))).toList();
    }

    /** Switches the protection of a connection: {@code connectionId}, {@code enabled}. */
    public Connection protect(Form form, Caller caller) {
        String id = form.requiredText("connectionId", LONGEST_ID, "connectionId is required");
        boolean enabled = form.flag("enabled").orElse(false);
        if (form.raw("enabled") == null) {
            form.wrong("enabled", "enabled is required");
        }
        form.check();
        return desk.carryOut(caller, () -> {
            Connection old = store.find(id).orElseThrow(() -> RefusedException.notFound("Connection not found"));
            Connection changed = new ConnectionDraft(old).rateLimitProtection(enabled).updated(desk.now());
            store.save(changed);
            return new Done<>(changed, "provider.update", id,
                    Map.of("provider", changed.provider(), "rateLimitProtection", enabled));
        });
    }
}
