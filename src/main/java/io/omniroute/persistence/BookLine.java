package io.omniroute.persistence;

import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.usage.UsageEntry;

/** What is booked together, in one transaction. */
sealed interface BookLine {
    record Usage(UsageEntry entry) implements BookLine {}

    record Cost(CostEntry entry) implements BookLine {}

    /** What the log calls it. */
    default String name() {
        return switch (this) {
            case Usage usage -> "request=" + usage.entry().requestId();
            case Cost cost -> "attempt=" + cost.entry().attemptId();
        };
    }
}
