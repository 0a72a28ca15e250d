package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.resilience.AccountState;
import io.omniroute.domain.resilience.CircuitState;
import io.omniroute.domain.resilience.KnownState;
import io.omniroute.domain.resilience.LockState;
import io.omniroute.domain.resilience.StateStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The state of accounts, locks and breakers, with plain JDBC batches; rows of accounts only where they are at all. */
final class StateTable implements StateStore {
    private static final String ACCOUNT = "update provider_connections set test_status = ?, rate_limited_until = ?,"
            + " backoff_level = ?, quota_window_until = ?, error_code = ?, last_error = ?, last_error_at = ?,"
            + " last_error_type = ?, last_error_source = ? where id = ?";
    private static final String LOCK = "insert into domain_model_locks (locked_until, backoff_level, repeats, status,"
            + " reason, error, since, provider, connection_id, model) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (provider, connection_id, model) do update set locked_until = excluded.locked_until,"
            + " backoff_level = excluded.backoff_level, repeats = excluded.repeats, status = excluded.status,"
            + " reason = excluded.reason, error = excluded.error, since = excluded.since";
    private static final String UNLOCK = "delete from domain_model_locks where provider = ? and connection_id = ?"
            + " and model = ?";
    private static final String CIRCUIT = "insert into domain_circuit_breakers (state, failure_count,"
            + " last_failure_time, name) values (?, ?, ?, ?) on conflict (name) do update set state = excluded.state,"
            + " failure_count = excluded.failure_count, last_failure_time = excluded.last_failure_time";
    private static final String ACCOUNTS = "select id, test_status, rate_limited_until, backoff_level,"
            + " quota_window_until, error_code, last_error, last_error_at, last_error_type from provider_connections"
            + " where rate_limited_until is not null or backoff_level > 0 or test_status = 'expired'";
    private static final String LOCKS = "select provider, connection_id, model, locked_until, backoff_level, repeats,"
            + " status, reason, error, since from domain_model_locks";
    private static final String CIRCUITS = "select name, state, failure_count, last_failure_time"
            + " from domain_circuit_breakers where name not like 'combo:%'";
    private final DataSource source;

    StateTable(DataSource source) {
        this.source = source;
    }

    /** Reads a row. */
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    @Override
    public KnownState load() {
        try (Connection connection = source.getConnection()) {
            return new KnownState(read(connection, ACCOUNTS, StateTable::account),
                    read(connection, LOCKS, StateTable::lock), read(connection, CIRCUITS, StateTable::circuit));
        } catch (SQLException e) {
            throw new StoreException("the state of accounts cannot be read", e);
        }
    }

    private static <T> List<T> read(Connection connection, String query, Reading<T> reading) throws SQLException {
        List<T> values = new ArrayList<>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(reading.of(rows));
            }
        }
        return values;
    }

    private static AccountState account(ResultSet row) throws SQLException {
        String status = row.getString(2);
        return new AccountState(row.getString(1), status == null ? "unknown" : status, time(row.getString(3)),
                row.getInt(4), time(row.getString(5)), row.getString(6), row.getString(7), time(row.getString(8)),
                row.getString(9));
    }

    private static LockState lock(ResultSet row) throws SQLException {
        Instant since = time(row.getString(10));
        return new LockState(row.getString(1), row.getString(2), row.getString(3), time(row.getString(4)),
                row.getInt(5), row.getInt(6), row.getInt(7), row.getString(8), row.getString(9),
                since == null ? Instant.EPOCH : since);
    }

    private static CircuitState circuit(ResultSet row) throws SQLException {
        long failedAt = row.getLong(4);
        return new CircuitState(row.getString(1), row.getString(2), row.getInt(3),
                failedAt == 0 ? null : Instant.ofEpochMilli(failedAt));
    }

    /** What an import brought along unreadable is as if it were not there. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void save(KnownState changed) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                saveAccounts(connection, changed.accounts());
                saveLocks(connection, changed.locks());
                saveCircuits(connection, changed.circuits());
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("the state of accounts cannot be kept", e);
        }
    }

    /** In the order of ids, so that two writers never wait for each other's rows. */
    private static void saveAccounts(Connection connection, List<AccountState> accounts) throws SQLException {
        try (var update = connection.prepareStatement(ACCOUNT)) {
            for (AccountState it : accounts.stream().sorted(Comparator.comparing(AccountState::connectionId))
                    .toList()) {
                fill(update, it.testStatus(), it.coolingUntil(), it.backoffLevel(), it.quotaWindowUntil(),
                        it.errorCode(), it.lastError(), it.lastErrorAt(), it.lastErrorType(),
                        it.lastErrorType() == null ? null : "upstream", it.connectionId());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void saveLocks(Connection connection, List<LockState> locks) throws SQLException {
        try (var put = connection.prepareStatement(LOCK); var remove = connection.prepareStatement(UNLOCK)) {
            for (LockState it : locks) {
                if (it.until() == null) {
                    fill(remove, it.provider(), it.connectionId(), it.model());
                    remove.addBatch();
                } else {
                    fill(put, it.until(), it.backoffLevel(), it.repeats(), it.status(), it.reason(), it.error(),
                            it.since(), it.provider(), it.connectionId(), it.model());
                    put.addBatch();
                }
            }
            remove.executeBatch();
            put.executeBatch();
        }
    }

    private static void saveCircuits(Connection connection, List<CircuitState> circuits) throws SQLException {
        try (var put = connection.prepareStatement(CIRCUIT)) {
            for (CircuitState it : circuits) {
                Instant failed = it.lastFailureAt();
                fill(put, it.state(), it.failures(), failed == null ? 0L : failed.toEpochMilli(), it.provider());
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    private static void fill(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            switch (value) {
                case null -> statement.setNull(i + 1, Types.VARCHAR);
                case Instant time -> statement.setString(i + 1, IsoTime.text(time));
                case Integer number -> statement.setInt(i + 1, number);
                case Long number -> statement.setLong(i + 1, number);
                default -> statement.setString(i + 1, value.toString());
            }
        }
    }
}
