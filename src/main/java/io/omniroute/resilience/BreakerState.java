package io.omniroute.resilience;

/** Of a circuit breaker. */
public enum BreakerState {
    CLOSED, OPEN, HALF_OPEN
}
