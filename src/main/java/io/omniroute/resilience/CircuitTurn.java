package io.omniroute.resilience;

/** A circuit breaker went from one state to another. */
public record CircuitTurn(String provider, BreakerState before, BreakerState after, int failures) {}
