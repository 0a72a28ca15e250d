package io.omniroute.persistence;

import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.log.CallQuery;
import io.omniroute.domain.log.CallStep;
import io.omniroute.domain.log.CallStore;
import io.omniroute.domain.log.LoggedCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code call_logs}; rows of the reference product lack what it did not know. */
record JdbcCallStore(Queries queries, CallFiles files) implements CallStore {
    private static final String COLUMNS = "select id, timestamp, method, path, status, model, requested_model, provider,"
            + " account, connection_id, duration, tokens_in, tokens_out, source_format, target_format, api_key_id,"
            + " api_key_name, combo_name, error, request_id, request_body is not null as has_request,"
            + " response_body is not null as has_response";

    @Override
    public List<LoggedCall> find(CallQuery query) {
        var where = new CallWhere(query);
        List<Object> values = new ArrayList<>(where.values());
        values.add((long) query.page().limit());
        values.add((long) query.page().offset());
        return queries.list(COLUMNS + " from call_logs" + where.sql()
                + " order by timestamp desc, id desc limit ? offset ?", values, row -> call(row, List.of()));
    }

    @Override
    public Optional<LoggedCall.WithBodies> find(String id) {
        return queries.list(COLUMNS + ", request_body, response_body, artifact_path, trace from call_logs where id = ?",
                List.of(id), this::withBodies).stream().findFirst();
    }

    private LoggedCall.WithBodies withBodies(ResultSet row) throws SQLException {
        LoggedCall call = call(row, steps(row.getString("trace")));
        String artifact = row.getString("artifact_path");
        CallFiles.Bodies whole = artifact == null ? new CallFiles.Bodies(null, null) : files.read(artifact);
        return new LoggedCall.WithBodies(call, or(whole.request(), row.getString("request_body")),
                or(whole.response(), row.getString("response_body")));
    }

    private static @Nullable String or(@Nullable String whole, @Nullable String row) {
        return whole == null ? row : whole;
    }

    private static LoggedCall call(ResultSet row, List<CallStep> steps) throws SQLException {
        var asked = new CallEntry.Asked(text(row, "requested_model").orElse(text(row, "model").orElse("")),
                text(row, "source_format").orElse(""), row.getString("api_key_id"), row.getString("api_key_name"),
                row.getString("combo_name"));
        var served = new CallEntry.Served(text(row, "provider").orElse(""), text(row, "model").orElse(""),
                row.getString("account"), row.getString("connection_id"), row.getString("target_format"),
                row.getLong("tokens_in"), row.getLong("tokens_out"));
        var entry = new CallEntry(Instant.parse(row.getString("timestamp")), text(row, "request_id").orElse(""),
                text(row, "method").orElse(""), text(row, "path").orElse(""), row.getInt("status"),
                row.getLong("duration"), asked, served, row.getString("error"), steps, CallEntry.Bodies.NONE);
        return new LoggedCall(row.getString("id"), entry, row.getBoolean("has_request"),
                row.getBoolean("has_response"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static List<CallStep> steps(@Nullable String trace) {
        return JsonText.maps(trace).stream().map(JdbcCallStore::step).toList();
    }

    private static CallStep step(Map<String, @Nullable Object> step) {
        Object status = step.get("status");
        Object nextTry = step.get("nextTry");
        return new CallStep((int) number(step.get("order")), named(step, "provider"),
                named(step, "model"), text(step.get("account")), named(step, "outcome"),
                status instanceof Number number ? (Integer) number.intValue() : null, text(step.get("reason")),
                number(step.get("latencyMs")), nextTry instanceof String time ? Instant.parse(time) : null);
    }

    private static String named(Map<String, @Nullable Object> step, String name) {
        return step.get(name) instanceof String text ? text : "";
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }
}
