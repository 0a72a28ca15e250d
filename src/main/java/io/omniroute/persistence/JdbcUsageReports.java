package io.omniroute.persistence;

import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageReports;
import io.omniroute.domain.usage.UsageSum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/** Reads {@code usage_daily}. */
record JdbcUsageReports(Queries queries) implements UsageReports {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final String SUMS = ", max(label), sum(requests), sum(successes), sum(tokens_input),"
            + " sum(tokens_output), sum(cost_usd) from usage_daily where dimension = ? and day >= ? and day <= ?";

    @Override
    public List<UsageSum> perDay(LocalDate from, LocalDate to) {
        return sums("select day, ''" + SUMS + " group by day order by day", DailySums.MODEL, from, to);
    }

    @Override
    public List<UsageSum> perDayAndModel(LocalDate from, LocalDate to) {
        return sums("select day, key" + SUMS + " group by day, key order by day, key", DailySums.MODEL, from, to);
    }

    @Override
    public List<UsageSum> by(UsageGroup.By group, LocalDate from, LocalDate to) {
        return switch (group) {
            case PROVIDER -> grouped("sub, ''", "sub", DailySums.MODEL, from, to);
            case MODEL -> grouped("key, sub", "key, sub", DailySums.MODEL, from, to);
            case ACCOUNT -> grouped("key, ''", "key", DailySums.ACCOUNT, from, to);
            case API_KEY -> grouped("key, ''", "key", DailySums.API_KEY, from, to);
        };
    }

    private List<UsageSum> grouped(String selected, String columns, String dimension, LocalDate from, LocalDate to) {
        return sums("select " + selected + SUMS + " group by " + columns + " order by sum(requests) desc, " + columns,
                dimension, from, to);
    }

    private List<UsageSum> sums(String sql, String dimension, LocalDate from, LocalDate to) {
        return queries.list(sql, List.of(dimension, text(from), text(to)), JdbcUsageReports::sum);
    }

    /** Days are compared as text, which holds for years of four digits. */
    private static String text(LocalDate day) {
        return (day.isAfter(LAST) ? LAST : day.isBefore(FIRST) ? FIRST : day).toString();
    }

    private static UsageSum sum(ResultSet row) throws SQLException {
        String key = row.getString(1);
        String label = row.getString(3);
        return new UsageSum(key, row.getString(2), label == null || label.isEmpty() ? key : label, row.getLong(4),
                row.getLong(5), row.getLong(6), row.getLong(7), Money.usd(row.getDouble(8)));
    }
}
