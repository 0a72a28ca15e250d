package io.omniroute.persistence;

import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.usage.UsageEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Books entries, what they add to the sums of their day and the lines of the ledger in one transaction. */
final class UsageTable implements UsageWriter.Ledger {
    private static final String INSERT = "insert into usage_history (provider, model, connection_id, account_name,"
            + " api_key_id, api_key_name, tokens_input, tokens_output, tokens_cache_read, tokens_cache_creation,"
            + " tokens_reasoning, tokens_cache_creation_1h, tokens_audio_input, tokens_audio_output,"
            + " tokens_image_input, tokens_image_output, status, success, latency_ms, ttft_ms, http_status,"
            + " error_code, estimated, cost_usd, unpriced, request_type, request_id, combo_name, timestamp)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String COST = "insert into domain_cost_history (attempt_id, api_key_id, cost, timestamp)"
            + " values (?, ?, ?, ?) on conflict (attempt_id) do nothing";
    private static final String TOUCH = "update api_keys set last_used_at = ?"
            + " where id = ? and (last_used_at is null or last_used_at < ?)";

    private final DataSource source;

    UsageTable(DataSource source) {
        this.source = source;
    }

    @Override
    public void book(List<BookLine> lines) throws SQLException {
        var entries = new ArrayList<UsageEntry>();
        var costs = new ArrayList<CostEntry>();
        for (BookLine line : lines) {
            switch (line) {
                case BookLine.Usage usage -> entries.add(usage.entry());
                case BookLine.Cost cost -> costs.add(cost.entry());
            }
        }
        book(entries, costs);
    }

    private void book(List<UsageEntry> entries, List<CostEntry> costs) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, entries);
                DailySums.add(connection, entries);
                charge(connection, costs);
                touchKeys(connection, entries);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void insert(Connection connection, List<UsageEntry> entries) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            for (UsageEntry entry : entries) {
                fill(insert, entry);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void fill(PreparedStatement insert, UsageEntry entry) throws SQLException {
        var tokens = entry.tokens();
        var detail = tokens.detail();
        new Bindings(insert)
                .texts(entry.provider(), entry.model(), entry.connectionId(), entry.accountName(), entry.apiKeyId(),
                        entry.apiKeyName())
                .numbers(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheWrite(), tokens.reasoning(),
                        detail.hourWrite(), detail.audioInput(), detail.audioOutput(), detail.imageInput(),
                        detail.imageOutput())
                .texts(entry.status()).flag(entry.success())
                .numbers(entry.latencyMs(), entry.ttftMs(), (long) entry.httpStatus()).texts(entry.errorCode())
                .flag(tokens.estimated()).amount(entry.costUsd().doubleValue()).flag(entry.unpriced())
                .texts(entry.requestType(), entry.requestId(), entry.comboName(), IsoTime.text(entry.timestamp()));
    }

    private static void charge(Connection connection, List<CostEntry> costs) throws SQLException {
        try (var insert = connection.prepareStatement(COST)) {
            for (CostEntry cost : costs) {
                new Bindings(insert).texts(cost.attemptId(), cost.apiKeyId()).amount(cost.costUsd().doubleValue())
                        .numbers(cost.at().toEpochMilli());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** In the order of ids, so that two writers never wait for each other's rows. */
    private static void touchKeys(Connection connection, List<UsageEntry> entries) throws SQLException {
        var lastUsed = new TreeMap<String, String>();
        for (UsageEntry entry : entries) {
            String id = entry.apiKeyId();
            if (id != null) {
                lastUsed.merge(id, IsoTime.text(entry.timestamp()), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
        try (var touch = connection.prepareStatement(TOUCH)) {
            for (var key : lastUsed.entrySet()) {
                new Bindings(touch).texts(key.getValue(), key.getKey(), key.getValue());
                touch.addBatch();
            }
            touch.executeBatch();
        }
    }
}
