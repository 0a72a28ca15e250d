package io.omniroute.persistence;

import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageRecord;
import io.omniroute.domain.usage.UsageStore;
import io.omniroute.domain.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sums over {@code usage_history}, added up by the database. */
final class JpaUsageStore implements UsageStore {
    private static final String NAME = "usage";
    /** Length of {@code 2026-11-20T09:45}. */
    private static final int MINUTE = 16;
    private static final Comparator<UsageGroup> MOST_USED_FIRST = Comparator
            .comparingLong((UsageGroup group) -> group.totals().requests()).reversed()
            .thenComparing(UsageGroup::key);

    private final Sessions sessions;

    JpaUsageStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public UsageTotals totals(Instant since) {
        return sums("UsageRow.totals", Map.of("since", IsoTime.text(since))).getFirst().totals();
    }

    @Override
    public List<UsageGroup> totalsBy(UsageGroup.By by, Instant since) {
        String query = switch (by) {
            case PROVIDER -> "UsageRow.byProvider";
            case MODEL -> "UsageRow.byModel";
            case ACCOUNT -> "UsageRow.byAccount";
            case API_KEY -> "UsageRow.byApiKey";
        };
        return sums(query, Map.of("since", IsoTime.text(since))).stream().sorted(MOST_USED_FIRST).toList();
    }

    @Override
    public List<UsageTotals> perMinute(Instant now, int minutes) {
        Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        Instant start = end.minus(Duration.ofMinutes(minutes));
        Map<String, UsageTotals> known = sums("UsageRow.perMinute",
                Map.of("since", IsoTime.text(start), "until", IsoTime.text(end))).stream()
                .collect(Collectors.toMap(UsageGroup::key, UsageGroup::totals));
        Function<Instant, UsageTotals> at = minute -> known.getOrDefault(IsoTime.text(minute).substring(0, MINUTE),
                UsageTotals.NONE);
        return IntStream.range(0, minutes).mapToObj(i -> start.plus(Duration.ofMinutes(i))).map(at).toList();
    }

    @Override
    public List<UsageRecord> newest(long beforeId, int limit) {
        return sessions.read(NAME,
                entities -> entities.createNamedQuery("UsageRow.newest", UsageRow.class)
                        .setParameter("before", beforeId > 0 ? beforeId : Long.MAX_VALUE).setMaxResults(limit)
                        .getResultStream().map(UsageRow::toDomain).toList());
    }

    private List<UsageGroup> sums(String query, Map<String, String> bounds) {
        return sessions.read(NAME, entities -> {
            var sums = entities.createNamedQuery(query, Object[].class);
            bounds.forEach(sums::setParameter);
            return sums.getResultStream().map(JpaUsageStore::group).toList();
        });
    }

    /** Columns: key, label, requests, input tokens, output tokens, cost. */
    private static UsageGroup group(@Nullable Object[] row) {
        String key = String.valueOf(row[0]);
        String label = row[1] instanceof String text && !text.isEmpty() ? text : key;
        return new UsageGroup(key, label, new UsageTotals(count(row[2]), count(row[3]), count(row[4]),
                Money.usd((Number) row[5])));
    }

    private static long count(@Nullable Object number) {
        return number instanceof Number known ? known.longValue() : 0;
    }
}
