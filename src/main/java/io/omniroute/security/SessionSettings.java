package io.omniroute.security;

import java.time.Duration;

/**
 * How long a login lasts.
 *
 * @param life from the login or the last renewal to the end
 * @param renewBelow a session with less time left than this is renewed when it is used
 */
public record SessionSettings(Duration life, Duration renewBelow) {
    public static final SessionSettings DEFAULTS = ofLife(Duration.ofHours(24));

    public SessionSettings {
        if (life.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("a session must last at least a minute, was " + life);
        }
        if (renewBelow.isNegative() || renewBelow.compareTo(life) > 0) {
            throw new IllegalArgumentException("renewal must fall into the life of " + life + ", was " + renewBelow);
        }
    }

    /** Renewed when less than half of the life is left. */
    public static SessionSettings ofLife(Duration life) {
        return new SessionSettings(life, life.dividedBy(2));
    }
}
