package io.omniroute.admin;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageReports;
import io.omniroute.domain.usage.UsageSum;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What was used over weeks and months; days are those of UTC. */
public final class ReportAdmin {
    /** Days the map of activity reaches back. */
    private static final int ACTIVITY = 365;
    private static final String DEFAULT_RANGE = "30d";
    private final UsageReports reports;
    private final Supplier<Snapshot> snapshots;
    private final Clock clock;

    public ReportAdmin(UsageReports reports, Supplier<Snapshot> snapshots, Clock clock) {
        this.reports = reports;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /**
     * A report.
     *
     * @param range as it was asked for
     * @param from its first day; that of the first use when everything was asked for
     * @param days one sum per day with use, oldest first
     * @param activity the same for the last 365 days
     */
    public record Report(String range, LocalDate from, LocalDate today, List<UsageSum> days, List<UsageSum> dayModels,
            List<UsageSum> models, List<UsageSum> providers, List<UsageSum> accounts, List<UsageSum> keys,
            List<UsageSum> activity) {}

    /**
     * @param range {@code 7d}, {@code 30d}, {@code 90d}, {@code ytd} or {@code all}; else decided by {@code period}
     * @param period {@code day}, {@code week} or {@code month}
     */
    public Report report(Optional<String> range, Optional<String> period) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String asked = range.or(() -> period).orElse(DEFAULT_RANGE);
        LocalDate from = from(asked, today);
        List<UsageSum> days = reports.perDay(from, today);
        LocalDate first = from.equals(LocalDate.EPOCH)
                ? days.stream().findFirst().map(day -> LocalDate.parse(day.key())).orElse(today)
                : from;
        return new Report(asked, first, today, days, reports.perDayAndModel(from, today),
                reports.by(UsageGroup.By.MODEL, from, today), reports.by(UsageGroup.By.PROVIDER, from, today),
                named(reports.by(UsageGroup.By.ACCOUNT, from, today)), reports.by(UsageGroup.By.API_KEY, from, today),
                reports.perDay(today.minusDays(ACTIVITY - 1L), today));
    }

    private static LocalDate from(String range, LocalDate today) {
        return switch (range) {
            case "1d", "day" -> today;
            case "7d", "week" -> today.minusDays(6);
            case "30d", "month" -> today.minusDays(29);
            case "90d" -> today.minusDays(89);
            case "ytd" -> today.withDayOfYear(1);
            case "all" -> LocalDate.EPOCH;
            default -> throw new RefusedException(Refusal.invalid(
                    List.of(new FieldError("range", "range must be 7d, 30d, 90d, ytd or all"))));
        };
    }

    /** Accounts under their present names as long as they exist. */
    private List<UsageSum> named(List<UsageSum> accounts) {
        Map<String, String> names = snapshots.get().connections().stream()
                .collect(Collectors.toMap(Connection::id, Connection::name, (one, other) -> one));
        Function<UsageSum, String> name = sum -> names.getOrDefault(sum.key(), sum.label());
        return accounts.stream().map(sum -> new UsageSum(sum.key(), sum.sub(), name.apply(sum), sum.requests(),
                sum.successes(), sum.inputTokens(), sum.outputTokens(), sum.costUsd())).toList();
    }
}
