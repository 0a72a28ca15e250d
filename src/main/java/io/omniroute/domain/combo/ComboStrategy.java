package io.omniroute.domain.combo;

import java.util.Locale;
import java.util.Optional;

/** In which order the entries of a combo are tried (40 section 3). */
public enum ComboStrategy {
    PRIORITY, WEIGHTED, ROUND_ROBIN, RANDOM, LEAST_USED, COST_OPTIMIZED;

    /** As it is written in JSON, for example {@code round-robin}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ComboStrategy> of(String id) {
        for (ComboStrategy strategy : values()) {
            if (strategy.id().equals(id)) {
                return Optional.of(strategy);
            }
        }
        return Optional.empty();
    }
}
