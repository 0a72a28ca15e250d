package io.omniroute.management;

import io.omniroute.admin.ReportAdmin.Report;
import io.omniroute.domain.usage.UsageSum;
import io.omniroute.domain.usage.UsageTotals;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sums over a range of UTC days; costs in USD.
 *
 * @param dailyTrend every day of the range, those without use included
 * @param dailyByModel per day its date and the tokens of each model used
 * @param activityMap tokens by day, for the last 365 days with use
 * @param weeklyPattern from Sunday to Saturday
 */
public record AnalyticsView(Summary summary, List<Day> dailyTrend, List<Map<String, Object>> dailyByModel,
        List<String> modelNames, List<Group> byModel, List<Group> byAccount, List<Group> byProvider,
        List<Group> byApiKey, Map<String, Long> activityMap, List<Weekday> weeklyPattern, String range) {
    private static final List<DayOfWeek> WEEK = Stream
            .concat(Stream.of(DayOfWeek.SUNDAY), Stream.of(DayOfWeek.values())).limit(DayOfWeek.values().length)
            .toList();
    static AnalyticsView of(Report report) {
        Map<String, UsageSum> days = report.days().stream().collect(Collectors.toMap(UsageSum::key, it -> it));
        Summary summary = Summary.of(report);
        return new AnalyticsView(summary, trend(report, days), byDay(report.dayModels()),
                report.models().stream().map(UsageSum::key).filter(name -> !name.isEmpty()).distinct().toList(),
                groups(report.models(), summary), groups(report.accounts(), summary),
                groups(report.providers(), summary), groups(report.keys(), summary), activity(report.activity()),
                week(report), report.range());
    }

    /** @param streak days in a row with use, up to today or yesterday */
    public record Summary(long totalTokens, long promptTokens, long completionTokens, BigDecimal totalCost,
            long totalRequests, long uniqueModels, long uniqueAccounts, long uniqueApiKeys, int streak,
            double successRate) {
        static Summary of(Report report) {
            UsageTotals totals = report.days().stream().map(UsageSum::totals).reduce(UsageTotals.NONE,
                    UsageTotals::plus);
            long successes = report.days().stream().mapToLong(UsageSum::successes).sum();
            return new Summary(totals.inputTokens() + totals.outputTokens(), totals.inputTokens(),
                    totals.outputTokens(), totals.costUsd(), totals.requests(), named(report.models()),
                    named(report.accounts()), named(report.keys()), streak(report),
                    percent(successes, totals.requests()));
        }

        private static long named(List<UsageSum> groups) {
            return groups.stream().map(UsageSum::key).filter(key -> !key.isEmpty()).distinct().count();
        }

        private static int streak(Report report) {
            Set<String> used = report.activity().stream().map(UsageSum::key).collect(Collectors.toSet());
            LocalDate day = used.contains(report.today().toString()) ? report.today() : report.today().minusDays(1);
            int streak = 0;
            while (used.contains(day.toString())) {
                streak++;
                day = day.minusDays(1);
            }
            return streak;
        }
    }

    /** Sums of one day. */
    public record Day(String date, long requests, long promptTokens, long completionTokens, BigDecimal cost) {
        static Day of(String date, UsageTotals totals) {
            return new Day(date, totals.requests(), totals.inputTokens(), totals.outputTokens(), totals.costUsd());
        }
    }

    /**
     * Sums of one model, provider, account or key.
     *
     * @param id of the account or key; of a model its provider and itself
     * @param pct share of all tokens, in percent
     * @param successRate in percent
     */
    public record Group(String id, String name, String model, String provider, long requests, long promptTokens,
            long completionTokens, long totalTokens, BigDecimal cost, double pct, double successRate) {
        static Group of(UsageSum sum, Summary all) {
            return new Group(sum.sub().isEmpty() ? sum.key() : sum.sub() + "/" + sum.key(), sum.label(), sum.key(),
                    sum.sub().isEmpty() ? sum.key() : sum.sub(), sum.requests(), sum.inputTokens(),
                    sum.outputTokens(), sum.tokens(), sum.costUsd(), percent(sum.tokens(), all.totalTokens()),
                    percent(sum.successes(), sum.requests()));
        }
    }

    /** @param avgTokens per such day of the range */
    public record Weekday(String day, long avgTokens, long totalTokens) {}

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(part * 10_000.0 / whole) / 100.0;
    }

    private static List<Day> trend(Report report, Map<String, UsageSum> days) {
        Function<LocalDate, Day> day = date -> {
            UsageSum sum = days.get(date.toString());
            return Day.of(date.toString(), sum == null ? UsageTotals.NONE : sum.totals());
        };
        return report.from().datesUntil(report.today().plusDays(1)).map(day).toList();
    }

    private static List<Map<String, Object>> byDay(List<UsageSum> dayModels) {
        Map<String, Map<String, Object>> days = new LinkedHashMap<>();
        dayModels.forEach(sum -> days
                .computeIfAbsent(sum.key(), date -> new LinkedHashMap<>(Map.of("date", date)))
                .put(sum.sub().equals("date") ? "date " : sum.sub(), sum.tokens()));
        return List.copyOf(days.values());
    }

    private static List<Group> groups(List<UsageSum> sums, Summary all) {
        return sums.stream().map(sum -> Group.of(sum, all)).toList();
    }

    private static Map<String, Long> activity(List<UsageSum> days) {
        Map<String, Long> activity = new LinkedHashMap<>();
        days.forEach(day -> activity.put(day.key(), day.tokens()));
        return activity;
    }

    private static List<Weekday> week(Report report) {
        Map<DayOfWeek, Long> tokens = report.days().stream().collect(Collectors.groupingBy(
                day -> LocalDate.parse(day.key()).getDayOfWeek(), Collectors.summingLong(UsageSum::tokens)));
        Map<DayOfWeek, Long> count = report.from().datesUntil(report.today().plusDays(1))
                .collect(Collectors.groupingBy(LocalDate::getDayOfWeek, Collectors.counting()));
        return WEEK.stream().map(day -> {
            long total = tokens.getOrDefault(day, 0L);
            return new Weekday(day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                    total / Math.max(1, count.getOrDefault(day, 0L)), total);
        }).toList();
    }
}
