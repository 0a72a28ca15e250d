package io.omniroute.domain.resilience;

/** Of a circuit breaker. */
public enum BreakerState {
    CLOSED, OPEN, HALF_OPEN
}
