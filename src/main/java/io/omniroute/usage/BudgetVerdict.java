package io.omniroute.usage;

import io.omniroute.domain.failure.Failure;

/** The answer to a request that wants to spend. */
public sealed interface BudgetVerdict {
    record Granted(Reservation reservation) implements BudgetVerdict {}

    /** @param failure status 429, code {@code budget_exceeded}, with the time to the end of the period */
    record Denied(Failure.Refused failure) implements BudgetVerdict {}
}
