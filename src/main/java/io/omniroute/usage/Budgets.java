package io.omniroute.usage;

import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.budget.CostLedger;
import io.omniroute.domain.budget.CostSink;
import io.omniroute.domain.budget.Period;
import io.omniroute.domain.budget.Spent;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.usage.BudgetNotices.Notice;
import io.omniroute.usage.KeySpending.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What API keys spend, and whether they may (40 §10). A request reserves its estimate before and is booked after it;
 * check and booking are atomic for a key, so that parallel requests exceed a limit at most by what was under way.
 */
public final class Budgets {
    /** A hold nobody ended, for example because its thread died, is given up after this. */
    static final Duration HOLD = Duration.ofHours(1);
    private static final int SHOWN_DECIMALS = 4;
    private static final Duration LONGEST_PERIOD = Duration.ofDays(32);

    private final Supplier<Snapshot> snapshots;
    private final CostSink ledger;
    private final BudgetNotices notices;
    private final Time time;
    private final Map<String, KeySpending> keys = new ConcurrentHashMap<>();

    /**
     * @param clock decides the period
     * @param zone whose midnight begins a day ({@code omniroute.budget.zone})
     * @param nanos monotonic, for the age of holds
     */
    public record Time(Clock clock, ZoneId zone, LongSupplier nanos) {
        public Time(Clock clock, ZoneId zone) {
            this(clock, zone, System::nanoTime);
        }

        LocalDate today() {
            return KeySpending.day(clock.instant(), zone);
        }
    }

    public Budgets(Supplier<Snapshot> snapshots, CostSink ledger, BudgetNotices notices, Time time) {
        this.snapshots = snapshots;
        this.ledger = ledger;
        this.notices = notices;
        this.time = time;
    }

    /** Counts again what was booked; to be called before the first request. */
    public void rebuild(CostLedger booked) {
        booked.since(time.clock().instant().minus(LONGEST_PERIOD),
                line -> spending(line.apiKeyId()).add(KeySpending.day(line.at(), time.zone()), line.costUsd()));
        snapshots.get().rules().budgets().values().forEach(budget -> reached(budget, spending(budget.apiKeyId())));
    }

    /**
     * Asks whether a key may spend.
     *
     * @param estimateUsd of the request's input
     */
    public BudgetVerdict reserve(String apiKeyId, BigDecimal estimateUsd) {
        Budget budget = snapshots.get().rules().budgets().get(apiKeyId);
        if (budget == null || !budget.limits()) {
            return new BudgetVerdict.Granted(new Booking(apiKeyId, null));
        }
        KeySpending spending = spending(apiKeyId);
        Denial denial;
        synchronized (spending) {
            spending.expire(time.nanos().getAsLong());
            denial = denial(budget, spending, estimateUsd);
            if (denial == null) {
                var hold = spending.hold(estimateUsd, time.nanos().getAsLong() + HOLD.toNanos());
                return new BudgetVerdict.Granted(new Booking(apiKeyId, hold));
            }
        }
        if (denial.first()) {
            notices.exceeded(denial.notice());
        }
        return new BudgetVerdict.Denied(failure(denial.notice()));
    }

    private record Denial(Notice notice, boolean first) {}

    private @Nullable Denial denial(Budget budget, KeySpending spending, BigDecimal estimate) {
        LocalDate today = time.today();
        for (Period period : Period.values()) {
            BigDecimal limit = period.limit(budget);
            BigDecimal wanted = spending.spent(period, today).add(spending.held()).add(estimate);
            if (limit.signum() > 0 && wanted.compareTo(limit) > 0) {
                LocalDate start = period.start(today);
                return new Denial(new Notice(budget.apiKeyId(), period, start, wanted, limit),
                        spending.refuse(new Window(period, start)));
            }
        }
        return null;
    }

    private Failure.Refused failure(Notice notice) {
        String name = notice.period().id();
        String message = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " budget exceeded: $"
                + notice.spentUsd().setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP) + " / $"
                + shown(notice.limitUsd());
        Duration wait = Duration.between(time.clock().instant(), notice.period().end(notice.start(), time.zone()));
        return new Failure.Refused(429, "budget_exceeded", message, null, wait);
    }

    /** At least two decimals, no digit lost. */
    private static String shown(BigDecimal limit) {
        BigDecimal plain = limit.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }

    /** What a key spent until now. */
    public Spent spent(String apiKeyId) {
        KeySpending spending = keys.get(apiKeyId);
        LocalDate today = time.today();
        if (spending == null) {
            return new Spent(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, today, time.zone());
        }
        synchronized (spending) {
            spending.expire(time.nanos().getAsLong());
            return new Spent(spending.spent(Period.DAILY, today), spending.spent(Period.WEEKLY, today),
                    spending.spent(Period.MONTHLY, today), spending.held(), today, time.zone());
        }
    }

    private KeySpending spending(String apiKeyId) {
        return keys.computeIfAbsent(apiKeyId, id -> new KeySpending());
    }

    /** Marks what was reached, and says which of it is news. */
    private Set<Notice> reached(Budget budget, KeySpending spending) {
        LocalDate today = time.today();
        Set<Notice> news = new HashSet<>();
        for (Period period : Period.values()) {
            BigDecimal limit = period.limit(budget);
            BigDecimal spent = spending.spent(period, today);
            if (limit.signum() > 0 && spent.compareTo(limit.multiply(budget.warningThreshold())) >= 0
                    && spending.warn(new Window(period, period.start(today)))) {
                news.add(new Notice(budget.apiKeyId(), period, period.start(today), spent, limit));
            }
        }
        return news;
    }

    private void book(String apiKeyId, String attemptId, BigDecimal cost, KeySpending.@Nullable Hold ended) {
        Budget budget = snapshots.get().rules().budgets().get(apiKeyId);
        KeySpending spending = spending(apiKeyId);
        Instant now = time.clock().instant();
        Set<Notice> news = Set.of();
        synchronized (spending) {
            if (ended != null) {
                spending.end(ended);
            }
            if (cost.signum() > 0) {
                spending.add(KeySpending.day(now, time.zone()), cost);
                news = budget == null ? news : reached(budget, spending);
            }
        }
        if (cost.signum() > 0) {
            ledger.add(new CostEntry(attemptId, apiKeyId, cost, now));
        }
        news.forEach(notices::warning);
    }

    /** One request's reservation; without a hold where no budget limits the key. */
    private final class Booking implements Reservation {
        private final String apiKeyId;
        private final KeySpending.@Nullable Hold hold;
        private final Set<String> booked = ConcurrentHashMap.newKeySet();

        Booking(String apiKeyId, KeySpending.@Nullable Hold hold) {
            this.apiKeyId = apiKeyId;
            this.hold = hold;
        }

        @Override
        public void charge(String attemptId, BigDecimal costUsd) {
            if (booked.add(attemptId)) {
                book(apiKeyId, attemptId, costUsd, null);
            }
        }

        @Override
        public void settle(String attemptId, BigDecimal costUsd) {
            if (booked.add(attemptId)) {
                book(apiKeyId, attemptId, costUsd, hold);
            } else {
                release();
            }
        }

        @Override
        public void release() {
            KeySpending.Hold mine = hold;
            if (mine != null) {
                KeySpending spending = spending(apiKeyId);
                synchronized (spending) {
                    spending.end(mine);
                }
            }
        }
    }
}
