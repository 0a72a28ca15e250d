package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.budget.BudgetStore;
import io.omniroute.domain.budget.Period;
import io.omniroute.domain.budget.Spent;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.usage.Budgets;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What API keys may spend, and how much of it is gone. */
public final class BudgetAdmin {
    private static final int LONGEST = 200;
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000_000);
    private final BudgetStore store;
    private final Budgets budgets;
    private final Supplier<Snapshot> snapshots;
    private final ChangeDesk desk;

    public BudgetAdmin(BudgetStore store, Budgets budgets, Supplier<Snapshot> snapshots, ChangeDesk desk) {
        this.store = store;
        this.budgets = budgets;
        this.snapshots = snapshots;
        this.desk = desk;
    }

    /**
     * A key's budget now.
     *
     * @param spent in the running periods
     */
    public record State(Budget budget, Spent spent) {
        /** The period of which least is left; empty when none has a limit. */
        public Optional<Period> tightest() {
            return Arrays.stream(Period.values()).filter(period -> period.limit(budget).signum() > 0)
                    .min(Comparator.comparing(this::left));
        }

        /** What is left of a period's limit; negative when more was spent. */
        public BigDecimal left(Period period) {
            return period.limit(budget).subtract(spent.in(period));
        }

        public boolean allowed() {
            return tightest().map(period -> left(period).signum() > 0).orElse(true);
        }

        public boolean warned() {
            return Arrays.stream(Period.values()).filter(period -> period.limit(budget).signum() > 0)
                    .anyMatch(period -> spent.in(period)
                            .compareTo(period.limit(budget).multiply(budget.warningThreshold())) >= 0);
        }

        /** The end of the tightest period; without a limit that of the day. */
        public Instant resetsAt() {
            return spent.end(tightest().orElse(Period.DAILY));
        }
    }

    /** Every key, those without a limit included. */
    public List<State> all() {
        return snapshots.get().keysByHash().values().stream()
                .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                .map(key -> state(key.id())).toList();
    }

    /** @throws RefusedException when there is no such key */
    public State of(String apiKeyId) {
        known(apiKeyId);
        return state(apiKeyId);
    }

    /**
     * Sets limits: {@code keyId}, {@code limit} and {@code period}, or {@code apiKeyId} and any of
     * {@code dailyLimitUsd}, {@code weeklyLimitUsd}, {@code monthlyLimitUsd}, {@code warningThreshold}. What is not
     * named stays; a limit of 0 is none.
     */
    public State put(Form form, Caller caller) {
        String id = form.text("apiKeyId", LONGEST).or(() -> form.text("keyId", LONGEST)).orElse("");
        if (id.isEmpty()) {
            form.wrong("apiKeyId", "apiKeyId is required");
        }
        Budget budget = changed(form, snapshots.get().rules().budgets().getOrDefault(id, Budget.none(id)));
        form.check();
        known(id);
        desk.carryOut(caller, () -> {
            if (budget.limits()) {
                store.save(budget);
            } else {
                store.delete(id);
            }
            return new Done<>(budget, "budget.set", id, facts(budget));
        });
        return state(id);
    }

    private static Budget changed(Form form, Budget before) {
        Optional<Period> named = period(form);
        Optional<BigDecimal> limit = form.amount("limit", MOST_USD);
        if (form.has("limit") && named.isEmpty()) {
            form.wrong("period", "must be daily, weekly or monthly");
        }
        BigDecimal threshold = form.amount("warningThreshold", BigDecimal.ONE).filter(it -> it.signum() > 0)
                .orElse(before.warningThreshold());
        if (!form.has("limit") && Arrays.stream(Period.values()).noneMatch(p -> form.has(member(p)))
                && !form.has("warningThreshold")) {
            form.wrong("limit", "a limit is required");
        }
        return new Budget(before.apiKeyId(), limit(Period.DAILY, form, named, limit, before),
                limit(Period.WEEKLY, form, named, limit, before), limit(Period.MONTHLY, form, named, limit, before),
                threshold);
    }

    private static BigDecimal limit(Period period, Form form, Optional<Period> named, Optional<BigDecimal> limit,
            Budget before) {
        return limit.filter(it -> named.equals(Optional.of(period))).or(() -> form.amount(member(period), MOST_USD))
                .orElse(period.limit(before));
    }

    private static String member(Period period) {
        return period.id() + "LimitUsd";
    }

    private static Optional<Period> period(Form form) {
        return form.text("period", LONGEST).flatMap(Period::of);
    }

    private State state(String apiKeyId) {
        return new State(snapshots.get().rules().budgets().getOrDefault(apiKeyId, Budget.none(apiKeyId)),
                budgets.spent(apiKeyId));
    }

    private void known(String apiKeyId) {
        if (snapshots.get().keysByHash().values().stream().noneMatch(key -> key.id().equals(apiKeyId))) {
            throw RefusedException.notFound("API key not found");
        }
    }

    private static Map<String, Object> facts(Budget budget) {
        return Map.of("dailyLimitUsd", budget.dailyUsd(), "weeklyLimitUsd", budget.weeklyUsd(), "monthlyLimitUsd",
                budget.monthlyUsd(), "warningThreshold", budget.warningThreshold());
    }
}
