package io.omniroute.resilience;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Forgets what speaks against an account when an operator gave it another key or address, or a test found it well. */
public final class AccountWatch implements BiConsumer<Snapshot, Snapshot> {
    private final Upstreams upstreams;

    public AccountWatch(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    @Override
    public void accept(Snapshot before, Snapshot after) {
        List<Connection> old = before.connections();
        if (old == after.connections()) {
            return;
        }
        Map<String, Connection> now = after.connections().stream()
                .collect(Collectors.toMap(Connection::id, Function.identity()));
        for (Connection connection : old) {
            Connection current = now.get(connection.id());
            if (current == null) {
                upstreams.forget(connection.id());
            } else if (renewed(connection, current)) {
                upstreams.renew(connection.id());
            }
        }
    }

    private static boolean renewed(Connection before, Connection after) {
        boolean foundWell = after.health().testStatus().equals(ConnectionHealth.ACTIVE)
                && !Objects.equals(before.health().lastTested(), after.health().lastTested());
        return foundWell || !Objects.equals(before.apiKey(), after.apiKey()) || !before.data().equals(after.data())
                || after.active() && !before.active();
    }
}
