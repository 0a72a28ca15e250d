package io.omniroute.domain.route;

import java.util.Locale;
import java.util.Optional;

/** Which account of a provider serves the next request (40 section 2). */
public enum AccountStrategy {
    FILL_FIRST, ROUND_ROBIN, P2C, RANDOM, LEAST_USED, COST_OPTIMIZED;

    /** As it is written in JSON, for example {@code fill-first}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<AccountStrategy> of(String id) {
        for (AccountStrategy strategy : values()) {
            if (strategy.id().equals(id)) {
                return Optional.of(strategy);
            }
        }
        return Optional.empty();
    }
}
