package io.omniroute.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.budget.Period;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.Snapshot;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-20T22:30:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final List<CostEntry> ledger = Collections.synchronizedList(new ArrayList<>());
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final SetClock clock = new SetClock();
    private final AtomicLong nanos = new AtomicLong();
    private Snapshot snapshot = Snapshot.EMPTY;
    private final Budgets budgets = budgets(ZoneOffset.UTC);

    private static final class SetClock extends Clock {
        private volatile Instant now = FRIDAY;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private Budgets budgets(ZoneId zone) {
        return new Budgets(() -> snapshot, ledger::add, new BudgetNotices() {
            @Override
            public void warning(Notice notice) {
                heard.add("warning " + notice.period().id() + " " + notice.start());
            }

            @Override
            public void exceeded(Notice notice) {
                heard.add("exceeded " + notice.period().id() + " " + notice.start());
            }
        }, new Budgets.Time(clock, zone, nanos::get));
    }

    private void limit(String daily, String weekly, String monthly) {
        var budget = new Budget("k", new BigDecimal(daily), new BigDecimal(weekly), new BigDecimal(monthly),
                Budget.DEFAULT_THRESHOLD);
        snapshot = Snapshot.EMPTY.with(Snapshot.Rules.of(List.of(budget), List.of()));
    }

    private static Reservation granted(BudgetVerdict verdict) {
        assertThat(verdict).isInstanceOf(BudgetVerdict.Granted.class);
        return ((BudgetVerdict.Granted) verdict).reservation();
    }

    private static Failure.Refused denied(BudgetVerdict verdict) {
        assertThat(verdict).isInstanceOf(BudgetVerdict.Denied.class);
        return ((BudgetVerdict.Denied) verdict).failure();
    }

    private void spend(Budgets where, String attempt, String usd) {
        granted(where.reserve("k", BigDecimal.ZERO)).settle(attempt, new BigDecimal(usd));
    }

    private BudgetVerdict reserve(String usd) {
        return budgets.reserve("k", new BigDecimal(usd));
    }

    @Test
    void estimateBeyondTheLimitIsRefusedWithSumsAndTheTimeToTheEnd() {
        limit("1", "0", "0");
        spend(budgets, "a1", "0.9");

        Failure.Refused refused = denied(reserve("0.3345"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("budget_exceeded");
        assertThat(refused.message()).isEqualTo("Daily budget exceeded: $1.2345 / $1.00");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(90));
        assertThat(heard).containsExactly("warning daily 2026-11-20", "exceeded daily 2026-11-20");
        granted(reserve("0.1")).release();
    }

    @Test
    void eachPeriodHasItsLimit() {
        limit("0", "1", "2");
        spend(budgets, "a1", "0.6");
        clock.now = FRIDAY.plus(Duration.ofDays(3));

        spend(budgets, "a2", "0.9");

        assertThat(denied(reserve("0.2")).message()).startsWith("Weekly budget exceeded: $1.1000 / $1.00");
        assertThat(denied(reserve("0.2")).retryAfter()).isEqualTo(Duration.between(clock.now,
                Instant.parse("2026-11-30T00:00:00Z")));
        assertThat(budgets.spent("k").in(Period.MONTHLY)).isEqualByComparingTo("1.5");
        assertThat(budgets.spent("k").in(Period.DAILY)).isEqualByComparingTo("0.9");
    }

    @Test
    void theDayIsThatOfTheZone() {
        limit("1", "0", "0");
        var berlin = budgets(BERLIN);
        spend(berlin, "a1", "1");
        assertThat(denied(berlin.reserve("k", BigDecimal.ONE)).retryAfter()).isEqualTo(Duration.ofMinutes(30));

        clock.now = FRIDAY.plus(Duration.ofMinutes(31));

        assertThat(berlin.spent("k").day()).isZero();
        assertThat(budgets.spent("k").day()).isZero();
        granted(berlin.reserve("k", BigDecimal.ONE)).release();
    }

    @Test
    void whatIsHeldCountsUntilItIsSettledReleasedOrTooOld() {
        limit("1", "0", "0");
        Reservation first = granted(reserve("0.6"));
        denied(reserve("0.6"));

        first.settle("a1", new BigDecimal("0.1"));
        Reservation second = granted(reserve("0.6"));
        second.release();
        second.release();
        granted(reserve("0.6"));
        denied(reserve("0.6"));
        nanos.addAndGet(Budgets.HOLD.toNanos());

        granted(reserve("0.6"));
        assertThat(budgets.spent("k").held()).isEqualByComparingTo("0.6");
    }

    @Test
    void everyAttemptIsBookedOnce() {
        limit("10", "0", "0");
        Reservation reservation = granted(reserve("1"));

        reservation.charge("a1", new BigDecimal("0.25"));
        reservation.charge("a1", new BigDecimal("0.25"));
        reservation.settle("a2", new BigDecimal("0.5"));
        reservation.settle("a2", new BigDecimal("0.5"));
        reservation.close();

        assertThat(ledger).extracting(CostEntry::attemptId).containsExactly("a1", "a2");
        assertThat(budgets.spent("k").day()).isEqualByComparingTo("0.75");
        assertThat(budgets.spent("k").held()).isZero();
    }

    @Test
    void clockThatJumpsFindsTheOldSumsAgain() {
        limit("1", "0", "0");
        spend(budgets, "a1", "0.9");

        clock.now = FRIDAY.plus(Duration.ofDays(365));
        spend(budgets, "a2", "0.8");
        clock.now = FRIDAY;

        assertThat(denied(reserve("0.2")).message()).contains("$1.1000");
        clock.now = FRIDAY.plus(Duration.ofHours(2));
        spend(budgets, "a3", "0.9");
        clock.now = FRIDAY;
        denied(reserve("0.2"));
        clock.now = FRIDAY.plus(Duration.ofHours(2));
        denied(reserve("0.2"));
    }

    @Test
    void warningIsGivenOncePerPeriodAndNotAgainAfterARestart() {
        limit("1", "0", "0");
        spend(budgets, "a1", "0.79");
        assertThat(heard).isEmpty();
        spend(budgets, "a2", "0.01");
        spend(budgets, "a3", "0.01");
        assertThat(heard).containsExactly("warning daily 2026-11-20");

        var restarted = budgets(ZoneOffset.UTC);
        restarted.rebuild((since, line) -> ledger.forEach(line));
        spend(restarted, "a4", "0.01");

        assertThat(heard).hasSize(1);
        assertThat(restarted.spent("k").day()).isEqualByComparingTo("0.82");
    }

    @Test
    void keyWithoutABudgetIsNeverHeldButCounted() {
        Reservation reservation = granted(reserve("1000000"));
        assertThat(budgets.spent("k").held()).isZero();

        reservation.settle("a1", new BigDecimal("5"));

        limit("1", "0", "0");
        denied(reserve("0.01"));
        assertThat(ledger).hasSize(1);
    }

    @Test
    void nobodyOverrunsALimitByMoreThanWhatWasUnderWay() throws InterruptedException {
        limit("1", "0", "0");
        int threads = 64;
        var start = new CountDownLatch(1);
        var inFlight = new AtomicLong();
        var most = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < threads; worker++) {
            int number = worker;
            workers.add(Thread.ofVirtual().start(() -> {
                var random = new Random(number);
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int request = 0; request < 200; request++) {
                    run(random, number + "-" + request, inFlight, most);
                }
            }));
        }
        start.countDown();
        for (Thread worker : workers) {
            worker.join();
        }

        BigDecimal booked = ledger.stream().map(CostEntry::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(budgets.spent("k").day()).isEqualByComparingTo(booked);
        assertThat(budgets.spent("k").held()).isZero();
        assertThat(booked).isBetween(new BigDecimal("0.9"),
                new BigDecimal("1").add(BigDecimal.valueOf(most.get(), 6)));
        assertThat(ledger).extracting(CostEntry::attemptId).doesNotHaveDuplicates();
    }

    /** One request: an input known beforehand, an answer nobody could know, now and then a failed attempt before it. */
    private void run(Random random, String id, AtomicLong inFlight, AtomicLong most) {
        long input = 1 + random.nextInt(2_000);
        long output = random.nextInt(8_000);
        BudgetVerdict verdict = budgets.reserve("k", BigDecimal.valueOf(input, 6));
        if (verdict instanceof BudgetVerdict.Granted granted) {
            most.accumulateAndGet(inFlight.addAndGet(2 * input + output), Math::max);
            try (Reservation reservation = granted.reservation()) {
                switch (random.nextInt(4)) {
                    case 0 -> reservation.release();
                    case 1 -> {
                        reservation.charge(id + "-1", BigDecimal.valueOf(input, 6));
                        Thread.yield();
                        reservation.settle(id + "-2", BigDecimal.valueOf(input + output, 6));
                    }
                    default -> {
                        Thread.yield();
                        reservation.settle(id + "-1", BigDecimal.valueOf(input + output, 6));
                    }
                }
            }
            inFlight.addAndGet(-2 * input - output);
        }
    }
}
