package io.omniroute.domain.resilience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model that rests on one account, as it is kept over a restart.
 *
 * @param until null = it is free again, nothing is to be kept
 * @param repeats 429 in a row
 */
public record LockState(String provider, String connectionId, String model, @Nullable Instant until, int backoffLevel,
        int repeats, int status, String reason, String error, Instant since) {}
