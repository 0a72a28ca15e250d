package io.omniroute.domain.resilience;

import java.time.Duration;

/**
 * What a connection may send; zero = unlimited until something is learned (40 section 7).
 *
 * @param gap least time between two requests
 */
public record RateLimit(int requestsPerMinute, Duration gap, int concurrent) {
    public static final RateLimit NONE = new RateLimit(0, Duration.ZERO, 0);
    /** Where an operator switches protection on and names no figures. */
    public static final RateLimit SUGGESTED = new RateLimit(100, Duration.ofMillis(200), 10);
    public boolean limits() {
        return requestsPerMinute > 0 || !gap.isZero() || concurrent > 0;
    }
}
