package io.omniroute.persistence;

import io.omniroute.domain.log.ProxyCall;
import io.omniroute.domain.log.ProxyLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and clears {@code proxy_logs}. */
record JdbcProxyLog(Queries reads, Queries writes) implements ProxyLog {
    private static final String SELECT = "select id, timestamp, status, proxy_type, proxy_host, proxy_port, level,"
            + " level_id, provider, target_url, public_ip, latency_ms, error, connection_id, combo_id, account"
            + " from proxy_logs where 1 = 1";
    private static final List<String> SEARCHED = List.of("provider", "account", "proxy_host", "target_url", "error");

    @Override
    public List<ProxyCall> find(Query query) {
        var sql = new StringBuilder(SELECT);
        List<Object> values = new ArrayList<>();
        equal(sql, values, "status", query.status());
        equal(sql, values, "proxy_type", query.type());
        equal(sql, values, "provider", query.provider());
        equal(sql, values, "level", query.level());
        query.search().map(CallWhere::pattern).ifPresent(pattern -> {
            sql.append(" and ").append(CallWhere.like(SEARCHED));
            SEARCHED.forEach(column -> values.add(pattern));
        });
        values.add((long) query.limit());
        return reads.list(sql + " order by timestamp desc, id desc limit ?", values, JdbcProxyLog::call);
    }

    private static void equal(StringBuilder sql, List<Object> values, String column, Optional<String> value) {
        value.ifPresent(it -> {
            sql.append(" and ").append(column).append(" = ?");
            values.add(it);
        });
    }

    private static ProxyCall call(ResultSet row) throws SQLException {
        String time = row.getString("timestamp");
        int port = row.getInt("proxy_port");
        long latency = row.getLong("latency_ms");
        return new ProxyCall(row.getString("id"), time == null ? null : Instant.parse(time), row.getString("status"),
                new ProxyCall.Proxy(row.getString("proxy_type"), row.getString("proxy_host"),
                        port == 0 ? null : (Integer) port),
                row.getString("level"), row.getString("level_id"), row.getString("provider"),
                row.getString("target_url"), row.getString("public_ip"), latency == 0 ? null : (Long) latency,
                row.getString("error"), row.getString("connection_id"), row.getString("combo_id"),
                row.getString("account"));
    }

    @Override
    public void clear() {
        writes.change("delete from proxy_logs", List.of());
    }
}
