package io.omniroute.domain.usage;

import java.time.LocalDate;
import java.util.List;

/**
 * Sums over whole days in UTC, both ends included, kept ready by the database so that a million requests are as quick
 * to ask as a thousand. They are the sums of the booked requests, and outlive them.
 */
public interface UsageReports {
    /** One sum per day on which anything was booked, oldest first. */
    List<UsageSum> perDay(LocalDate from, LocalDate to);

    /** One sum per day and model, oldest first. */
    List<UsageSum> perDayAndModel(LocalDate from, LocalDate to);

    /** Grouped, most used first. */
    List<UsageSum> by(UsageGroup.By group, LocalDate from, LocalDate to);
}
