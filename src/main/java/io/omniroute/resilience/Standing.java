package io.omniroute.resilience;

import java.time.Duration;
import java.util.Optional;

/** Whether a target can be asked now. Times are told as spans from now. */
public sealed interface Standing {
    /** When it can be asked again, as a client is told; empty when nobody knows. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** Why not, for people. */
    String why();

    default boolean ready() {
        return this instanceof Ready;
    }

    /** It can be asked. */
    record Ready() implements Standing {
        static final Ready NOW = new Ready();

        @Override
        public String why() {
            return "ready";
        }
    }

    /**
     * The account rests.
     *
     * @param quotaWindow the later end the upstream named
     * @param status of the error that made it rest
     */
    record Cooling(Duration left, Optional<Duration> quotaWindow, int status, String reason,
            String error) implements Standing {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(quotaWindow.orElse(left));
        }

        @Override
        public String why() {
            return "cooling down: " + reason;
        }
    }

    /** The model rests on this account; as with {@link Cooling}. */
    record Locked(Duration left, Optional<Duration> quotaWindow, int status, String reason,
            String error) implements Standing {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(quotaWindow.orElse(left));
        }

        @Override
        public String why() {
            return "model locked: " + reason;
        }
    }

    /** Its rest is over and one request finds out whether it serves again. */
    record Probing(int status, String reason, String error) implements Standing {
        private static final Duration SOON = Duration.ofSeconds(1);
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(SOON);
        }

        @Override
        public String why() {
            return "being tried again after " + reason;
        }
    }

    /** The provider's circuit is open. */
    record Open(Duration left) implements Standing {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(left);
        }

        @Override
        public String why() {
            return "circuit breaker open";
        }
    }

    /** The limiter has no free slot; who is patient can wait for one. */
    record Throttled(Duration left) implements Standing {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(left);
        }

        @Override
        public String why() {
            return "rate limited";
        }
    }

    /** An operator has to act first. */
    record Unusable(String reason) implements Standing {
        @Override
        public String why() {
            return reason;
        }
    }
}
