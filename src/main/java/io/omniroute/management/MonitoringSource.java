package io.omniroute.management;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of the running gateway; {@code boot} puts the rooms behind it. */
public interface MonitoringSource {
    /** Whether the database can be written. */
    boolean databaseWritable();

    /** Times of the requests of the newest span. */
    TelemetryView telemetry(Duration window);

    /** Providers there are, with a connection, and with an active one. */
    Counts providers();

    /** Who may be asked now, and who may ask. */
    LiveView live();

    /** Thinking tags that models were seen to use. */
    TagsView learnedTags();

    /** Where the data is and how safe. */
    StorageView storage();

    /** Tokens of the connections that signed in. */
    List<TokenView> tokens();

    /** Bytes of memory the process holds; 0 where nobody can tell. */
    long residentBytes();

    /** Numbers of providers. */
    record Counts(int catalog, int configured, int active) {}

    /** Milliseconds by nearest rank, to the microsecond. */
    record Quantiles(long count, double p50, double p95, double p99) {}

    /**
     * The summary of {@code /api/telemetry/summary}.
     *
     * @param ttft to the first content
     * @param phaseBreakdown by the phases parse, validate, policy, resolve, connect, stream, finalize
     */
    record TelemetryView(long count, double p50, double p95, double p99, Quantiles ttft,
            Map<String, Quantiles> phaseBreakdown, Map<String, Quantiles> byProvider, long windowMs) {}

    /**
     * What the request path knows.
     *
     * @param providerHealth breakers by provider
     * @param rateLimitStatus by connection
     * @param lockouts of callers, by address, login name or key
     */
    record LiveView(Map<String, CircuitView> providerHealth, Map<String, FlowView> rateLimitStatus,
            Map<String, LockView> lockouts) {
        public static final LiveView NOTHING = new LiveView(Map.of(), Map.of(), Map.of());
        boolean anyOpen() {
            return providerHealth.values().stream().anyMatch(it -> it.state().equals("OPEN"));
        }
    }

    /** A breaker. @param state {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN} */
    record CircuitView(String state, int failures, @Nullable Instant lastFailure, long retryAfterMs) {}

    /** An account: whether it rests or waits for its rate, and how many requests are with it. */
    record FlowView(boolean limited, long remainingMs, int queued, int running) {}

    /**
     * How many tags are known beside the {@code defaultCount} there were from the start (40 section 11).
     *
     * @param tool of all tools together; the other two likewise
     */
    record TagsView(int tool, int family, int session, int defaultCount) {}

    /** A caller that is locked out. */
    record LockView(String reason, Instant until) {}

    /**
     * The database.
     *
     * @param dbPath file of SQLite; null elsewhere
     * @param changedSinceBackup something was written after the newest backup
     */
    record StorageView(String driver, @Nullable String dbPath, long sizeBytes, @Nullable Instant lastBackupAt,
            int backupCount, boolean changedSinceBackup, int retentionDays, String dataDir) {
        /** A backup nobody renews is a false comfort. */
        boolean backupIsStale(Instant now, Duration age) {
            return lastBackupAt != null && changedSinceBackup && lastBackupAt.isBefore(now.minus(age));
        }
    }

    /** A token. @param status {@code healthy}, {@code expiring} or {@code failed} */
    record TokenView(String id, String provider, @Nullable String name, @Nullable Instant expiresAt, String status,
            @Nullable Instant lastHealthCheckAt) {}
}
