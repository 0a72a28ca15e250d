package io.omniroute.routing;

import io.omniroute.domain.combo.Combo;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * What the order of a combo's entries depends on besides the combo.
 *
 * @param counter requests the combo had before this one, for round-robin
 * @param requestsLastHour what the combo sent to the entry in the last 60 minutes
 * @param inputPrice of the entry's model in USD per million tokens; empty = unknown
 */
public record EntryFacts(long counter, ToLongFunction<Combo.Entry> requestsLastHour,
        Function<Combo.Entry, Optional<BigDecimal>> inputPrice, RandomGenerator random) {}
