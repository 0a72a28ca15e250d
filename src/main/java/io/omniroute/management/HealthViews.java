package io.omniroute.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.omniroute.management.CacheResource.SignatureCacheView;
import io.omniroute.management.MonitoringSource.CircuitView;
import io.omniroute.management.MonitoringSource.FlowView;
import io.omniroute.management.MonitoringSource.LockView;
import io.omniroute.management.MonitoringSource.Quantiles;
import io.omniroute.management.MonitoringSource.TokenView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers about the gateway's health (20 section 15). */
final class HealthViews {
    private HealthViews() {}

    /** What anybody may know. */
    public record HealthView(String status) {}

    /** What the administrator may know. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record HealthDetailsView(String status, Instant timestamp, SystemView system,
            Map<String, CircuitView> providerHealth, Map<String, FlowView> rateLimitStatus,
            Map<String, LockView> lockouts, SignatureCacheView signatureCache, Map<String, Quantiles> latency,
            int catalogCount, int configuredCount, int activeCount) {}

    /** The process; {@code uptime} in seconds. */
    public record SystemView(String version, long uptime, String javaVersion, String runtime, MemoryView memoryUsage,
            String dataDir, long pid) {}

    /** Bytes, of the process and of its heap. */
    public record MemoryView(long rss, long heapUsed, long heapTotal) {}

    /** Breakers that had counted failures and are as good as new. */
    public record ClosedView(boolean success, int resetBreakers) {}

    /** Tokens, and how many fare how. */
    public record TokensView(List<TokenView> connections, long healthy, long expiring, long failed) {
        static TokensView of(List<TokenView> tokens) {
            return new TokensView(tokens, count(tokens, "healthy"), count(tokens, "expiring"),
                    count(tokens, "failed"));
        }

        private static long count(List<TokenView> tokens, String status) {
            return tokens.stream().filter(token -> token.status().equals(status)).count();
        }
    }
}
