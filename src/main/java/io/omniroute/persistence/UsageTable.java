package io.omniroute.persistence;

import io.omniroute.domain.usage.UsageEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Books entries in one transaction, with plain JDBC batches. */
final class UsageTable implements UsageWriter.Ledger {
    private static final String INSERT = "insert into usage_history (provider, model, connection_id, account_name,"
            + " api_key_id, api_key_name, tokens_input, tokens_output, tokens_cache_read, tokens_cache_creation,"
            + " tokens_reasoning, status, success, latency_ms, ttft_ms, http_status, error_code, estimated, cost_usd,"
            + " unpriced, request_type, request_id, timestamp)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String TOUCH = "update api_keys set last_used_at = ?"
            + " where id = ? and (last_used_at is null or last_used_at < ?)";

    private final DataSource source;

    UsageTable(DataSource source) {
        this.source = source;
    }

    @Override
    public void book(List<UsageEntry> entries) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, entries);
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
                new Columns(insert).fill(entry);
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
                touch.setString(1, key.getValue());
                touch.setString(2, key.getKey());
                touch.setString(3, key.getValue());
                touch.addBatch();
            }
            touch.executeBatch();
        }
    }

    /** Fills the placeholders of {@link #INSERT} from left to right. */
    private static final class Columns {
        private final PreparedStatement insert;
        private int last;

        Columns(PreparedStatement insert) {
            this.insert = insert;
        }

        void fill(UsageEntry entry) throws SQLException {
            texts(entry.provider(), entry.model(), entry.connectionId(), entry.accountName(), entry.apiKeyId(),
                    entry.apiKeyName());
            var tokens = entry.tokens();
            numbers(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheWrite(), tokens.reasoning());
            texts(entry.status());
            flag(entry.success());
            numbers(entry.latencyMs(), entry.ttftMs(), (long) entry.httpStatus());
            texts(entry.errorCode());
            flag(tokens.estimated());
            insert.setDouble(++last, entry.costUsd().doubleValue());
            flag(entry.unpriced());
            texts(entry.requestType(), entry.requestId(), IsoTime.text(entry.timestamp()));
        }

        /** PostgreSQL refuses a text with a NUL, and a model name comes from a client. */
        private void texts(@Nullable String... values) throws SQLException {
            for (String value : values) {
                insert.setString(++last, value == null ? null : value.replace("\0", ""));
            }
        }

        private void numbers(@Nullable Long... values) throws SQLException {
            for (Long value : values) {
                if (value == null) {
                    insert.setNull(++last, Types.BIGINT);
                } else {
                    insert.setLong(++last, value);
                }
            }
        }

        private void flag(boolean value) throws SQLException {
            insert.setBoolean(++last, value);
        }
    }
}
