package io.omniroute.resilience;

import io.omniroute.domain.resilience.BreakerState;

/** A circuit breaker went from one state to another. */
public record CircuitTurn(String provider, BreakerState before, BreakerState after, int failures) {}
