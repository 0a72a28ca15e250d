package io.omniroute.domain.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One use of an outbound proxy (30 section 3.8).
 *
 * @param status {@code success}, {@code error} or {@code timeout}
 * @param level where the proxy was configured: {@code key}, {@code combo}, {@code provider} or {@code global}
 * @param levelId whose it is there
 */
public record ProxyCall(String id, @Nullable Instant timestamp, @Nullable String status, Proxy proxy,
        @Nullable String level, @Nullable String levelId, @Nullable String provider, @Nullable String targetUrl,
        @Nullable String publicIp, @Nullable Long latencyMs, @Nullable String error, @Nullable String connectionId,
        @Nullable String comboId, @Nullable String account) {
    /** Where it listens; never its password. */
    public record Proxy(@Nullable String type, @Nullable String host, @Nullable Integer port) {}
}
