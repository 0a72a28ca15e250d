package io.omniroute.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.cache.SingleFlight.Boarding;
import io.omniroute.cache.SingleFlight.Lead;
import io.omniroute.cache.SingleFlight.Leading;
import io.omniroute.cache.SingleFlight.Limits;
import io.omniroute.cache.SingleFlight.Ready;
import io.omniroute.cache.SingleFlight.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private static final Limits TWO_SECONDS = new Limits(Duration.ofSeconds(2), 3, 100);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SingleFlight<String, String> flights = new SingleFlight<>(TWO_SECONDS, String::length, now::get);

    private Leading<String> lead(String key) {
        Boarding<String> boarding = flights.board(key);
        assertThat(boarding).isInstanceOf(Lead.class);
        return ((Lead<String>) boarding).flight();
    }

    private Seat<String> seat(String key) {
        Boarding<String> boarding = flights.board(key);
        assertThat(boarding).isInstanceOf(Seat.class);
        return (Seat<String>) boarding;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void hundredThreadsMakeOneCall() throws Exception {
        var calls = new AtomicInteger();
        var waiting = new CountDownLatch(99);
        Callable<String> request = () -> switch (flights.board("k")) {
            case Lead<String> lead -> {
                waiting.await();
                calls.incrementAndGet();
                lead.flight().landed("answer", true);
                yield "answer";
            }
            case Seat<String> seat -> {
                waiting.countDown();
                yield seat.await().orElseThrow();
            }
            case Ready<String> ready -> ready.result();
        };

        List<Future<String>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(request));
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo("answer"));
        assertThat(calls).hasValue(1);
        assertThat(flights.stats()).isEqualTo(new CacheStats(1, 99, 1));
    }

    @Test
    void resultWorthKeepingServesForItsTimeAcrossAnOverflowOfTheClock() {
        lead("k").landed("answer", true);

        pass(Duration.ofSeconds(2).minusNanos(1));
        assertThat(flights.board("k")).isEqualTo(new Ready<>("answer"));

        pass(Duration.ofNanos(1));
        lead("k");
    }

    @Test
    void otherResultsServeOnlyThoseThatWaited() throws InterruptedException {
        Leading<String> leading = lead("k");
        Seat<String> seat = seat("k");

        leading.landed("refused", false);

        assertThat(seat.await()).contains("refused");
        lead("k");
    }

    @Test
    void whoWaitedForNothingTriesAgain() throws InterruptedException {
        Leading<String> leading = lead("k");
        Seat<String> seat = seat("k");

        leading.failed();

        assertThat(seat.await()).isEmpty();
        lead("k");
    }

    @Test
    void callGoesOnForOthersWhenItsClientLeaves() throws InterruptedException {
        var cut = new AtomicInteger();
        Leading<String> leading = lead("k");
        Seat<String> seat = seat("k");

        leading.abandon(cut::incrementAndGet);
        assertThat(cut).hasValue(0);
        leading.landed("answer", true);

        assertThat(seat.await()).contains("answer");
        assertThat(cut).hasValue(0);
    }

    @Test
    void callNobodyWaitsForIsCut() {
        var cut = new AtomicInteger();

        lead("k").abandon(cut::incrementAndGet);

        assertThat(cut).hasValue(1);
        lead("k");
    }

    @Test
    void callIsCutWhenTheLastOfTheOthersLeaves() throws InterruptedException {
        var cut = new AtomicInteger();
        Leading<String> leading = lead("k");
        Seat<String> one = seat("k");
        Seat<String> other = seat("k");
        leading.abandon(cut::incrementAndGet);

        one.leave();
        one.leave();
        assertThat(cut).hasValue(0);
        other.leave();

        assertThat(cut).hasValue(1);
        assertThat(other.await()).isEmpty();
        lead("k");
    }

    @Test
    void oneWhoLeavesDoesNotDisturbTheOthers() throws InterruptedException {
        Leading<String> leading = lead("k");
        Seat<String> impatient = seat("k");
        Seat<String> patient = seat("k");

        impatient.leave();
        leading.landed("answer", true);

        assertThat(impatient.await()).isEmpty();
        assertThat(patient.await()).contains("answer");
    }

    @Test
    void keptResultsAreBounded() {
        for (String key : List.of("a", "b", "c", "d")) {
            lead(key).landed(key, true);
        }
        lead("a").failed();
        assertThat(flights.board("b")).isEqualTo(new Ready<>("b"));

        lead("large").landed("x".repeat(100), true);

        assertThat(flights.stats().entries()).isEqualTo(1);
    }

    @Test
    void clearingForgetsResultsAndLeavesCallsAlone() throws InterruptedException {
        lead("a").landed("old", true);
        Leading<String> running = lead("b");
        Seat<String> seat = seat("b");

        assertThat(flights.clear()).isEqualTo(1);

        running.landed("answer", true);
        assertThat(seat.await()).contains("answer");
        lead("a");
    }

    /** Seeded: whatever leaders and followers do, everybody gets the answer of a call of his own key or tries again. */
    @Test
    void nobodyIsLeftWaitingAndNobodyGetsAnothersAnswer() throws Exception {
        var answered = new ConcurrentLinkedQueue<String>();
        var running = new ConcurrentHashMap<String, AtomicInteger>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                var random = new Random(i);
                String key = "k" + random.nextInt(5);
                threads.submit(() -> answered.add(key + "=" + ask(key, random, running)));
            }
        }

        assertThat(answered).hasSize(2_000)
                .allSatisfy(pair -> assertThat(pair).matches("(k\\d)=(\\1|left)"));
    }

    private String ask(String key, Random random, ConcurrentHashMap<String, AtomicInteger> running)
            throws InterruptedException {
        while (true) {
            switch (flights.board(key)) {
                case Ready<String> ready -> {
                    return ready.result();
                }
                case Seat<String> seat -> {
                    if (random.nextInt(4) == 0) {
                        seat.leave();
                        return "left";
                    }
                    var result = seat.await();
                    if (result.isPresent()) {
                        return result.get();
                    }
                }
                case Lead<String> lead -> {
                    AtomicInteger calls = running.computeIfAbsent(key, it -> new AtomicInteger());
                    assertThat(calls.incrementAndGet()).isEqualTo(1);
                    Thread.yield();
                    calls.decrementAndGet();
                    switch (random.nextInt(3)) {
                        case 0 -> lead.flight().failed();
                        case 1 -> lead.flight().landed(key, false);
                        default -> lead.flight().landed(key, true);
                    }
                    return key;
                }
            }
        }
    }
}
