package io.omniroute.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Monotonic nanoseconds for everything that lasts, the clock only for what people see and what dates say: a clock that
 * is set anew lengthens and shortens nothing.
 */
public record Timepiece(Clock clock, LongSupplier nanos) {
    public static Timepiece system() {
        return new Timepiece(Clock.systemUTC(), System::nanoTime);
    }

    long now() {
        return nanos.getAsLong();
    }

    Instant instant() {
        return clock.instant();
    }

    /** When, by the clock of this moment, a point of monotonic time is. */
    Instant at(long moment) {
        return instant().plusNanos(moment - now());
    }

    /** Until then, never negative. */
    Duration until(long moment) {
        return Duration.ofNanos(Math.max(0, moment - now()));
    }
}
