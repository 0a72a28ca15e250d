package io.omniroute.domain.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a key spent until now, in USD.
 *
 * @param held spoken for by requests under way
 * @param today in the zone of the budgets
 */
public record Spent(BigDecimal day, BigDecimal week, BigDecimal month, BigDecimal held, LocalDate today,
        ZoneId zone) {
    public BigDecimal in(Period period) {
        return switch (period) {
            case DAILY -> day;
            case WEEKLY -> week;
            case MONTHLY -> month;
        };
    }

    public Instant end(Period period) {
        return period.end(period.start(today), zone);
    }
}
