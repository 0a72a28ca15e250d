package io.omniroute.domain.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What people are shown of the state. */
public final class Shown {
    private Shown() {}

    /**
     * A breaker.
     *
     * @param retryAfter zero unless it is open
     */
    public record Circuit(String provider, BreakerState state, int failures, Optional<Instant> lastFailure,
            Duration retryAfter) {}

    /**
     * An account.
     *
     * @param left of its rest; zero when it does not rest
     * @param quotaWindow left until the later end the upstream named
     * @param reason empty when it had no error since its last success
     */
    public record Account(Duration left, Optional<Duration> quotaWindow, int backoffLevel, boolean probing,
            Optional<String> reason) {}

    /** A model that rests on one account. */
    public record Lockout(String provider, String connectionId, String model, String reason, Duration left,
            Instant since) {}

    /** A model that no account of its provider could serve. */
    public record Gap(String provider, String model, String reason, Duration left, Instant since) {}

    /**
     * The limiter of an account.
     *
     * @param active something limits it now
     * @param limit requests of a window, as the upstream said
     * @param reset until the window is over
     */
    public record Flow(int queued, int running, boolean active, OptionalLong limit, OptionalLong remaining,
            Optional<Duration> reset) {
        /** Of an account that never had one. */
        public static final Flow NONE = new Flow(0, 0, false, OptionalLong.empty(), OptionalLong.empty(),
                Optional.empty());
    }

    /**
     * A conversation.
     *
     * @param connectionId that served it last; empty when it was released
     */
    public record Conversation(String id, Instant createdAt, Instant lastActive, long requests,
            Optional<String> connectionId, Duration age) {}

    /** How many things a reset changed. */
    public record Reset(int breakers, int cooldowns, int lockouts) {
        public Reset plus(Reset other) {
            return new Reset(breakers + other.breakers, cooldowns + other.cooldowns, lockouts + other.lockouts);
        }
    }
}
