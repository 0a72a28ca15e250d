package io.omniroute.boot;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.resilience.Shown;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.management.MonitoringSource;
import io.omniroute.persistence.Database;
import io.omniroute.resilience.Upstreams;
import io.omniroute.security.Lockouts;
import io.omniroute.translation.stages.LearnedTags;
import io.omniroute.usage.Phase;
import io.omniroute.usage.Telemetry;
import io.omniroute.persistence.Storage;
import io.omniroute.persistence.TokenState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state of the running gateway, as the management API asks for it. */
record Monitoring(Database database, Telemetry telemetry, Catalog catalog, SnapshotHolder snapshots,
        Upstreams upstreams, Lockouts lockouts, LearnedTags tags, Path dataDirectory, Clock clock)
        implements
            MonitoringSource {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double MICROS_PER_MS = 1_000;
    /** Tokens are renewed this long before their end (40 section 16). */
    private static final Duration SOON = Duration.ofMinutes(5);
    @Override
    public boolean databaseWritable() {
        return database.writable();
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
        return new TelemetryView(total.count(), total.p50(), total.p95(), total.p99(), millis(summary.ttft()), phases,
                providers, window.toMillis());
    }

    @Override
    public Counts providers() {
        var connections = snapshots.get().connections();
        return new Counts(catalog.providers().size(),
                (int) connections.stream().map(Connection::provider).distinct().count(),
                (int) connections.stream().filter(Connection::active).map(Connection::provider).distinct().count());
    }

    @Override
    public LiveView live() {
        Map<String, LockView> locked = new LinkedHashMap<>();
        lockouts.locked().forEach(it -> locked.putIfAbsent(it.identifier(), new LockView(it.kind().id(), it.until())));
        Map<String, CircuitView> circuits = new LinkedHashMap<>();
        upstreams.breakers().forEach(it -> circuits.put(it.provider(), new CircuitView(it.state().name(),
                it.failures(), it.lastFailure().orElse(null), it.retryAfter().toMillis())));
        Map<String, FlowView> flows = new LinkedHashMap<>();
        snapshots.get().connections().stream().filter(Connection::active)
                .forEach(it -> flows.put(it.id(), flow(it.id())));
        return new LiveView(circuits, flows, locked);
    }

    @Override
    public TagsView learnedTags() {
        Map<LearnedTags.Layer, LearnedTags.Counts> counts = tags.counts();
        return new TagsView(patterns(counts, LearnedTags.Layer.TOOL), patterns(counts, LearnedTags.Layer.FAMILY),
                patterns(counts, LearnedTags.Layer.SESSION), LearnedTags.DEFAULTS.size());
    }

    private static int patterns(Map<LearnedTags.Layer, LearnedTags.Counts> counts, LearnedTags.Layer layer) {
        LearnedTags.Counts of = counts.get(layer);
        return of == null ? 0 : of.patterns();
    }

    private FlowView flow(String connection) {
        Duration rest = upstreams.shown(connection).left();
        Shown.Flow flow = upstreams.flow(connection).orElse(Shown.Flow.NONE);
        return new FlowView(rest.isPositive() || flow.queued() > 0, rest.toMillis(), flow.queued(), flow.running());
    }

    @Override
    public StorageView storage() {
        Storage storage = database.storage();
        return new StorageView(storage.driver(), storage.file().map(Path::toString).orElse(null), storage.bytes(),
                storage.newestBackup().orElse(null), storage.backups(), storage.changedSinceBackup(),
                snapshots.get().settings().log().retentionDays(), dataDirectory.toString());
    }

    @Override
    public List<TokenView> tokens() {
        Instant soon = clock.instant().plus(SOON);
        return database.tokens().stream().map(token -> new TokenView(token.connectionId(), token.provider(),
                token.name().orElse(null), token.expires().orElse(null), status(token, soon),
                token.checked().orElse(null))).toList();
    }

    private static String status(TokenState token, Instant soon) {
        if (token.failed()) {
            return "failed";
        }
        return token.expires().filter(soon::isAfter).isPresent() ? "expiring" : "healthy";
    }

    /** As Linux tells it. */
    @Override
    public long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).orElse(0L);
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            System.getLogger(Monitoring.class.getName()).log(System.Logger.Level.DEBUG,
                    "the size of the process is not known here: " + e.getMessage());
            return 0;
        }
    }

    private static Quantiles millis(io.omniroute.usage.Quantiles nanos) {
        return new Quantiles(nanos.count(), millis(nanos.p50()), millis(nanos.p95()), millis(nanos.p99()));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MS;
    }
}
