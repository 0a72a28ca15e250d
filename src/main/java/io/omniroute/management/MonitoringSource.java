package io.omniroute.management;

import java.time.Duration;
import java.util.Map;

/** The state of the running gateway; {@code boot} puts telemetry and the database behind it. */
public interface MonitoringSource {
    /** Whether the database can be written. */
    boolean databaseWritable();

    /** Times of the requests of the newest span. */
    TelemetryView telemetry(Duration window);

    /** Providers there are, with a connection, and with an active one. */
    Counts providers();

    /** Numbers of providers. */
    record Counts(int catalog, int configured, int active) {}

    /** Milliseconds by nearest rank. */
    record Quantiles(long count, long p50, long p95, long p99) {}

    /**
     * The summary of {@code /api/telemetry/summary}.
     *
     * @param phaseBreakdown by the phases parse, validate, policy, resolve, connect, stream, finalize
     */
    record TelemetryView(long count, long p50, long p95, long p99, Map<String, Quantiles> phaseBreakdown,
            Map<String, Quantiles> byProvider, long windowMs) {}
}
