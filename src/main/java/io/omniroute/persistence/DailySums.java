package io.omniroute.persistence;

import io.omniroute.domain.usage.UsageEntry;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code usage_daily} equal to the sums of {@code usage_history} per UTC day: what a batch adds is added up here
 * and written in the batch's own transaction.
 */
final class DailySums {
    static final String MODEL = "model";
    static final String ACCOUNT = "account";
    static final String API_KEY = "api_key";
    /** Length of {@code 2026-11-20}. */
    private static final int DAY = 10;
    private static final String UPSERT = "insert into usage_daily (dimension, day, key, sub, label, requests,"
            + " successes, tokens_input, tokens_output, cost_usd) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (dimension, day, key, sub) do update set"
            + " label = coalesce(excluded.label, usage_daily.label),"
            + " requests = usage_daily.requests + excluded.requests,"
            + " successes = usage_daily.successes + excluded.successes,"
            + " tokens_input = usage_daily.tokens_input + excluded.tokens_input,"
            + " tokens_output = usage_daily.tokens_output + excluded.tokens_output,"
            + " cost_usd = usage_daily.cost_usd + excluded.cost_usd";

    /** In the order of their cells, so that two writers never wait for each other's rows. */
    private final Map<Cell, Sum> sums = new TreeMap<>(Comparator.comparing(Cell::dimension).thenComparing(Cell::day)
            .thenComparing(Cell::key).thenComparing(Cell::sub));

    private record Cell(String dimension, String day, String key, String sub) {}

    private static final class Sum {
        private @Nullable String label;
        private long requests;
        private long successes;
        private long input;
        private long output;
        private BigDecimal cost = BigDecimal.ZERO;

        void add(UsageEntry entry, @Nullable String name) {
            label = name == null ? label : name;
            requests++;
            successes += entry.success() ? 1 : 0;
            input += entry.tokens().input();
            output += entry.tokens().output();
            cost = cost.add(entry.costUsd());
        }
    }

    private DailySums() {}

    static void add(Connection connection, List<UsageEntry> entries) throws SQLException {
        var sums = new DailySums();
        entries.forEach(sums::add);
        sums.write(connection);
    }

    private void add(UsageEntry entry) {
        String day = IsoTime.text(entry.timestamp()).substring(0, DAY);
        cell(MODEL, day, entry.model(), entry.provider()).add(entry, null);
        cell(ACCOUNT, day, entry.connectionId(), "").add(entry, entry.accountName());
        cell(API_KEY, day, entry.apiKeyId(), "").add(entry, entry.apiKeyName());
    }

    private Sum cell(String dimension, String day, @Nullable String key, String sub) {
        return sums.computeIfAbsent(new Cell(dimension, day, plain(key), plain(sub)), cell -> new Sum());
    }

    /** Two names that differ in what no database keeps are one. */
    private static String plain(@Nullable String name) {
        return name == null ? "" : name.replace("\0", "");
    }

    private void write(Connection connection) throws SQLException {
        try (var upsert = connection.prepareStatement(UPSERT)) {
            for (var entry : sums.entrySet()) {
                Cell cell = entry.getKey();
                Sum sum = entry.getValue();
                new Bindings(upsert).texts(cell.dimension(), cell.day(), cell.key(), cell.sub(), sum.label)
                        .numbers(sum.requests, sum.successes, sum.input, sum.output).amount(sum.cost.doubleValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
