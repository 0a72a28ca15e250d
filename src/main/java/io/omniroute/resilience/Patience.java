package io.omniroute.resilience;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long a request waits for its turn.
 *
 * @param longest zero = not at all
 * @param over whether nobody waits for the answer any more; asked now and then
 */
public record Patience(Duration longest, BooleanSupplier over) {
    public static final Patience NONE = new Patience(Duration.ZERO, () -> false);
}
