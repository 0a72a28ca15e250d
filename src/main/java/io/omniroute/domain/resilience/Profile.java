package io.omniroute.domain.resilience;

import java.time.Duration;

/**
 * How patient the gateway is with one kind of provider (40 section 6).
 *
 * @param transientCooldown base of the growing cooldown after a server error
 * @param rateLimitCooldown after a 429 without any hint; zero = none beyond the growing one
 * @param maxBackoffLevel where the growing stops
 * @param breakerThreshold failures in a row that open the circuit
 * @param breakerReset how long it stays open
 */
public record Profile(Duration transientCooldown, Duration rateLimitCooldown, int maxBackoffLevel, int breakerThreshold,
        Duration breakerReset) {
    public static final Profile OAUTH = new Profile(Duration.ofSeconds(5), Duration.ofSeconds(60), 8, 3,
            Duration.ofSeconds(60));
    public static final Profile API_KEY = new Profile(Duration.ofSeconds(3), Duration.ZERO, 5, 5,
            Duration.ofSeconds(30));
    public static final Profile LOCAL = new Profile(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, 2,
            Duration.ofSeconds(15));
}
