package io.omniroute.domain.usage;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One finished request as it is booked: success, failure or cancel alike.
 *
 * @param provider id of the provider or node that answered or was tried last; empty when none was reached
 * @param model upstream model id; what the client asked for when none was resolved
 * @param accountName label of the connection for {@code log.txt}, null when none
 * @param apiKeyName null in local mode
 * @param status {@code ok}, {@code error}, {@code truncated}, {@code cancelled} or {@code cached}
 * @param ttftMs milliseconds to the first content, null when none came
 * @param httpStatus what the client got; 499 when it had left
 * @param unpriced no price was known, so the cost of 0 says nothing
 * @param comboName the combo that was asked for, null when none was
 */
public record UsageEntry(Instant timestamp, String requestId, String provider, String model,
        @Nullable String connectionId, @Nullable String accountName, @Nullable String apiKeyId,
        @Nullable String apiKeyName, TokenUsage tokens, BigDecimal costUsd, boolean unpriced, String status,
        boolean success, long latencyMs, @Nullable Long ttftMs, int httpStatus, @Nullable String errorCode,
        String requestType, @Nullable String comboName) {
    public static final String OK = "ok";
    public static final String ERROR = "error";
    public static final String TRUNCATED = "truncated";
    public static final String CANCELLED = "cancelled";
    /** Answered with what another request got. */
    public static final String CACHED = "cached";
    /** Of a request that no combo served. */
    public UsageEntry(Instant timestamp, String requestId, String provider, String model, @Nullable String connectionId,
            @Nullable String accountName, @Nullable String apiKeyId, @Nullable String apiKeyName, TokenUsage tokens,
            BigDecimal costUsd, boolean unpriced, String status, boolean success, long latencyMs, @Nullable Long ttftMs,
            int httpStatus, @Nullable String errorCode, String requestType) {
        this(timestamp, requestId, provider, model, connectionId, accountName, apiKeyId, apiKeyName, tokens, costUsd,
                unpriced, status, success, latencyMs, ttftMs, httpStatus, errorCode, requestType, null);
    }
}
