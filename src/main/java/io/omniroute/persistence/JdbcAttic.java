package io.omniroute.persistence;

import io.omniroute.domain.log.Attic;
import io.omniroute.domain.log.Kept;
import java.time.Instant;
import java.util.List;

/** Deletes old rows a thousand at a time, each time in a transaction of its own. */
record JdbcAttic(Queries queries, CallFiles files) implements Attic {
    private static final long BATCH = 1_000;
    /** Length of {@code 2026-11-20}. */
    private static final int DAY = 10;

    @Override
    public int clear(Kept kept, Instant before) {
        return switch (kept) {
            case USAGE -> rows("usage_history", IsoTime.text(before));
            case CALLS -> rows("call_logs", IsoTime.text(before));
            case AUDIT -> rows("audit_log", IsoTime.text(before));
            case COSTS -> rows("domain_cost_history", before.toEpochMilli());
            case CALL_FILES -> files.clear(before);
            case DAILY_SUMS ->
                queries.change("delete from usage_daily where day < ?",
                        List.of(IsoTime.text(before).substring(0, DAY)));
        };
    }

    private int rows(String table, Object before) {
        return queries.change("delete from " + table + " where id in (select id from " + table
                + " where timestamp < ? order by timestamp limit ?)", List.of(before, BATCH));
    }
}
