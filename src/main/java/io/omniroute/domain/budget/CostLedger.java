package io.omniroute.domain.budget;

import java.time.Instant;
import java.util.function.Consumer;

/** The booked costs, for those who count them again. */
public interface CostLedger {
    /** Every line booked at or after a moment, in no particular order. */
    void since(Instant start, Consumer<CostEntry> line);
}
