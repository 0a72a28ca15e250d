package io.omniroute.admin;

import io.omniroute.resilience.ComboCounters;
import io.omniroute.usage.ComboMetrics;

/** What is remembered of combos by their names. */
public record ComboMemory(ComboCounters counters, ComboMetrics metrics) {
    /** Nothing goes by this name any more; another combo that gets it begins anew. */
    void forget(String combo) {
        counters.forget(combo);
        metrics.forget(combo);
    }
}
