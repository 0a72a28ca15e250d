package io.omniroute.persistence;

import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.budget.CostLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Reads {@code domain_cost_history}; lines of older programs, which have no attempt, bear their number. */
record JdbcCostLedger(Queries queries) implements CostLedger {
    @Override
    public void since(Instant start, Consumer<CostEntry> line) {
        queries.each("select id, attempt_id, api_key_id, cost, timestamp from domain_cost_history where timestamp >= ?",
                List.of(start.toEpochMilli()), JdbcCostLedger::entry, line);
    }

    private static CostEntry entry(ResultSet row) throws SQLException {
        String attempt = row.getString(2);
        return new CostEntry(attempt == null ? "row-" + row.getLong(1) : attempt, row.getString(3),
                Money.usd(row.getDouble(4)), Instant.ofEpochMilli(row.getLong(5)));
    }
}
