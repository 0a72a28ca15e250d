package io.omniroute.usage;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How long one request took.
 *
 * @param at its end
 * @param phaseNanos by {@link Phase#ordinal()}; 0 = the phase was not reached. Not copied: the caller hands it over
 * @param ttftNanos to the first content, empty when none came
 * @param provider id; empty when none was reached
 * @param status what the client got; 499 when it had left
 */
public record Sample(String requestId, Instant at, long[] phaseNanos, long totalNanos, OptionalLong ttftNanos,
        String provider, String model, int status) {
    public Sample {
        if (phaseNanos.length != Phase.values().length) {
            throw new IllegalArgumentException(
                    "a sample needs " + Phase.values().length + " phases, has " + phaseNanos.length);
        }
    }

    public long nanos(Phase phase) {
        return phaseNanos[phase.ordinal()];
    }
}
