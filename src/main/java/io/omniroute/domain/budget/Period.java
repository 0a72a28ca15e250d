package io.omniroute.domain.budget;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** The periods a limit can hold for: calendar day, ISO week (from Monday), calendar month (40 section 10). */
public enum Period {
    DAILY, WEEKLY, MONTHLY;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Period> of(String id) {
        for (Period period : values()) {
            if (period.id().equals(id)) {
                return Optional.of(period);
            }
        }
        return Optional.empty();
    }

    /** The first day of the period a day lies in. */
    public LocalDate start(LocalDate day) {
        return switch (this) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
        };
    }

    /** The moment the next period begins, for a period that begins on {@code start}. */
    public Instant end(LocalDate start, ZoneId zone) {
        LocalDate next = switch (this) {
            case DAILY -> start.plusDays(1);
            case WEEKLY -> start.plusWeeks(1);
            case MONTHLY -> start.plusMonths(1);
        };
        return next.atStartOfDay(zone).toInstant();
    }

    /** The limit of a budget for this period; zero = none. */
    public BigDecimal limit(Budget budget) {
        return switch (this) {
            case DAILY -> budget.dailyUsd();
            case WEEKLY -> budget.weeklyUsd();
            case MONTHLY -> budget.monthlyUsd();
        };
    }
}
