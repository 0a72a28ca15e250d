package io.omniroute.usage;

import io.omniroute.domain.budget.Period;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Hears of budgets that come to their end. Called on request threads: has to return at once. */
public interface BudgetNotices {
    /** Nobody is told. */
    BudgetNotices NONE = new BudgetNotices() {
        @Override
        public void warning(Notice notice) {}

        @Override
        public void exceeded(Notice notice) {}
    };

    /** The warning threshold was reached; once for a key and period. */
    void warning(Notice notice);

    /** A request was refused; once for a key and period. */
    void exceeded(Notice notice);

    /** @param start first day of the period */
    record Notice(String apiKeyId, Period period, LocalDate start, BigDecimal spentUsd, BigDecimal limitUsd) {}
}
