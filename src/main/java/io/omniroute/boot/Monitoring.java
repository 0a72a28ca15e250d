package io.omniroute.boot;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.management.MonitoringSource;
import io.omniroute.persistence.Database;
import io.omniroute.usage.Phase;
import io.omniroute.usage.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The state of the running gateway, as the management API asks for it. */
record Monitoring(Database database, Telemetry telemetry, Catalog catalog, SnapshotHolder snapshots, Clock clock)
        implements
            MonitoringSource {
    private static final long NANOS_PER_MS = 1_000_000;
    @Override
    public boolean databaseWritable() {
        return database.healthy();
    }

    @Override
    public TelemetryView telemetry(Duration window) {
        Telemetry.Summary summary = telemetry.summary(clock.instant(), window);
        Map<String, Quantiles> phases = new LinkedHashMap<>();
        for (Phase phase : Phase.values()) {
            io.omniroute.usage.Quantiles measured = summary.phases().get(phase);
            if (measured != null) {
                phases.put(phase.id(), millis(measured));
            }
        }
        Map<String, Quantiles> providers = summary.providers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> millis(entry.getValue())));
        Quantiles total = millis(summary.total());
        return new TelemetryView(total.count(), total.p50(), total.p95(), total.p99(), phases, providers,
                window.toMillis());
    }

    @Override
    public Counts providers() {
        var connections = snapshots.get().connections();
        return new Counts(catalog.providers().size(),
                (int) connections.stream().map(Connection::provider).distinct().count(),
                (int) connections.stream().filter(Connection::active).map(Connection::provider).distinct().count());
    }

    private static Quantiles millis(io.omniroute.usage.Quantiles nanos) {
        return new Quantiles(nanos.count(), nanos.p50() / NANOS_PER_MS, nanos.p95() / NANOS_PER_MS,
                nanos.p99() / NANOS_PER_MS);
    }
}
