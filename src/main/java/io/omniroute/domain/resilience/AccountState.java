package io.omniroute.domain.resilience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account fares, as it is kept over a restart.
 *
 * @param testStatus {@code active}, {@code unavailable} or {@code expired}
 * @param coolingUntil null = it does not rest
 * @param quotaWindowUntil the later end the upstream named
 * @param errorCode status of the last error
 * @param lastError at most 100 characters
 * @param lastErrorType why it rests
 */
public record AccountState(String connectionId, String testStatus, @Nullable Instant coolingUntil, int backoffLevel,
        @Nullable Instant quotaWindowUntil, @Nullable String errorCode, @Nullable String lastError,
        @Nullable Instant lastErrorAt, @Nullable String lastErrorType) {
    public static final String ACTIVE = "active";
    public static final String UNAVAILABLE = "unavailable";
    public static final String EXPIRED = "expired";
}
