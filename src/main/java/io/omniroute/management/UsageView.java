package io.omniroute.management;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.omniroute.admin.InFlight.ActiveRequest;
import io.omniroute.admin.UsageAdmin.Overview;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageTotals;

/** Sums over all requests; costs in USD. */
public record UsageView(long totalRequests, long totalPromptTokens, long totalCompletionTokens, BigDecimal totalCost,
        Map<String, Sum> byProvider, Map<String, Sum> byModel, Map<String, Sum> byAccount, Map<String, Sum> byApiKey,
        List<Minute> last10Minutes, Pending pending, List<ActiveRequest> activeRequests) {
    private static final String LOCAL = "Local (no API key)";
    /** Refused before a provider was chosen. */
    private static final String NOBODY = "none";
    static UsageView of(Overview overview) {
        UsageTotals totals = overview.totals();
        return new UsageView(totals.requests(), totals.inputTokens(), totals.outputTokens(), totals.costUsd(),
                sums(overview.byProvider(), NOBODY, NOBODY), sums(overview.byModel(), NOBODY, NOBODY),
                sums(overview.byAccount(), NOBODY, NOBODY),
                sums(overview.byApiKey(), "local", LOCAL), overview.lastMinutes().stream().map(Minute::of).toList(),
                Pending.of(overview.active()), overview.active());
    }

    /** @param without key of the group that has none, and {@code unnamed} its label */
    private static Map<String, Sum> sums(List<UsageGroup> groups, String without, String unnamed) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        groups.forEach(group -> sums.put(group.key().isEmpty() ? without : group.key(), Sum.of(group, unnamed)));
        return sums;
    }

    /** Sums of one group under its name. */
    public record Sum(String name, long requests, long promptTokens, long completionTokens, BigDecimal cost) {
        static Sum of(UsageGroup group, String unnamed) {
            UsageTotals t = group.totals();
            return new Sum(group.label().isEmpty() ? unnamed : group.label(), t.requests(), t.inputTokens(),
                    t.outputTokens(), t.costUsd());
        }
    }

    /** Sums of one minute. */
    public record Minute(long requests, long promptTokens, long completionTokens, BigDecimal cost) {
        static Minute of(UsageTotals t) {
            return new Minute(t.requests(), t.inputTokens(), t.outputTokens(), t.costUsd());
        }
    }

    /** Requests under way, counted by {@code model (provider)} and by account. */
    public record Pending(Map<String, Integer> byModel, Map<String, Integer> byAccount) {
        static Pending of(List<ActiveRequest> active) {
            return new Pending(counts(active, a -> a.model() + " (" + a.provider() + ")"),
                    counts(active, ActiveRequest::account));
        }

        private static Map<String, Integer> counts(List<ActiveRequest> active, Function<ActiveRequest, String> name) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            active.forEach(a -> counts.merge(name.apply(a), a.count(), Integer::sum));
            return counts;
        }
    }
}
