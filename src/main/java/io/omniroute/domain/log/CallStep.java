package io.omniroute.domain.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a request's decisions: a leg that was tried, or passed over, and why.
 *
 * @param order counts from 1
 * @param accountName label of the connection, null when none was chosen
 * @param outcome {@code ok}, {@code failed}, {@code skipped}, {@code truncated} or {@code cancelled}
 * @param status HTTP status of the upstream, null when none came
 * @param reason for people: why it was passed over or failed; null when it served
 * @param nextTry when this leg may be tried again, null when at once or never
 */
public record CallStep(int order, String provider, String model, @Nullable String accountName, String outcome,
        @Nullable Integer status, @Nullable String reason, long latencyMs, @Nullable Instant nextTry) {
    public static final String OK = "ok";
    public static final String FAILED = "failed";
    public static final String SKIPPED = "skipped";
    public static final String TRUNCATED = "truncated";
    public static final String CANCELLED = "cancelled";
}
