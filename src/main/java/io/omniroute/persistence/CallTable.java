package io.omniroute.persistence;

import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.log.CallStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes {@code call_logs}, and keeps no more rows than it may. */
final class CallTable {
    private static final String INSERT = "insert into call_logs (id, timestamp, method, path, status, model,"
            + " requested_model, provider, account, connection_id, duration, tokens_in, tokens_out, source_format,"
            + " target_format, api_key_id, api_key_name, combo_name, request_body, response_body, error, request_id,"
            + " artifact_path, trace)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String TRIM = "delete from call_logs where id in (select id from call_logs"
            + " order by timestamp desc, id desc limit 1000 offset ?)";

    private final DataSource source;
    private final long mostRows;

    /** A row to write. @param artifact path of the file with the whole bodies, null when there is none */
    record Row(String id, CallEntry entry, @Nullable String request, @Nullable String response,
            @Nullable String artifact) {}

    CallTable(DataSource source, long mostRows) {
        this.source = source;
        this.mostRows = mostRows;
    }

    void write(List<Row> rows) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement(INSERT)) {
                for (Row row : rows) {
                    fill(insert, row);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Removes the oldest rows beyond the limit, some at a time. */
    void trim() throws SQLException {
        try (Connection connection = source.getConnection(); var trim = connection.prepareStatement(TRIM)) {
            trim.setLong(1, mostRows);
            while (trim.executeUpdate() > 0) {
                // the next thousand
            }
        }
    }

    private static void fill(PreparedStatement insert, Row row) throws SQLException {
        CallEntry entry = row.entry();
        CallEntry.Asked asked = entry.asked();
        CallEntry.Served served = entry.served();
        new Bindings(insert).texts(row.id(), IsoTime.text(entry.timestamp()), entry.method(), entry.path())
                .numbers((long) entry.status())
                .texts(served.model(), asked.model(), served.provider(), served.account(), served.connectionId())
                .numbers(entry.durationMs(), served.tokensIn(), served.tokensOut())
                .texts(asked.sourceFormat(), served.targetFormat(), asked.apiKeyId(), asked.apiKeyName(),
                        asked.comboName(), row.request(), row.response(), entry.error(), entry.requestId(),
                        row.artifact(), trace(entry.steps()));
    }

    private static String trace(List<CallStep> steps) {
        return JsonText.of(steps.stream().map(CallTable::step).toList());
    }

    private static Map<String, @Nullable Object> step(CallStep step) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("order", step.order());
        map.put("provider", step.provider());
        map.put("model", step.model());
        map.put("account", step.accountName());
        map.put("outcome", step.outcome());
        map.put("status", step.status());
        map.put("reason", step.reason());
        map.put("latencyMs", step.latencyMs());
        map.put("nextTry", step.nextTry() == null ? null : step.nextTry().toString());
        return map;
    }
}
