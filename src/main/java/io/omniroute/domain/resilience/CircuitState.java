package io.omniroute.domain.resilience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider's circuit breaker, as it is kept over a restart.
 *
 * @param state {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
 * @param lastFailureAt since when it is open, where it is
 */
public record CircuitState(String provider, String state, int failures, @Nullable Instant lastFailureAt) {}
