package io.omniroute.domain.lab;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that has ended, for the list of the newest ones. Nothing of its content.
 *
 * @param id request id
 * @param timestamp when it came
 * @param provider empty when none was chosen
 * @param sourceFormat format id of the client
 * @param targetFormat format id of the provider; null when none was chosen
 * @param status {@code ok}, {@code truncated}, {@code error} or {@code cancelled}
 * @param statusCode HTTP status the client got; 499 when it had left
 * @param latency milliseconds in the gateway
 * @param endpoint the path it came in by
 * @param comboName the combo that chose the model; null without one
 */
public record RecentRequest(String id, Instant timestamp, String provider, String model, String sourceFormat,
        @Nullable String targetFormat, String status, int statusCode, long latency, String endpoint,
        @Nullable String connectionId, @Nullable String comboName) {}
