package io.omniroute.resilience;

import static io.omniroute.resilience.Playground.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.resilience.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimiterTest {
    private static final Target MAIN = target("c1");
    private final Playground play = new Playground();

    @Test
    void nothingIsThrottledThatNobodyAskedFor() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(play.serves(MAIN, Map.of("content-type", "text/plain"))).isTrue();
        }
        assertThat(play.upstreams.flow("c1").orElseThrow().active()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"x-ratelimit-limit-requests,x-ratelimit-remaining-requests,x-ratelimit-reset-requests",
            "anthropic-ratelimit-requests-limit,anthropic-ratelimit-requests-remaining,"
                    + "anthropic-ratelimit-requests-reset"})
    void littleLeftIsLeftAndFilledUpAtTheReset(String limit, String remaining, String reset) {
        play.serves(MAIN, Map.of(limit, "100", remaining, "3", reset, "30s"));

        assertThat(served(10)).isEqualTo(3);
        assertThat(play.left(MAIN)).isEqualTo(Duration.ofSeconds(30));
        play.time.forward(Duration.ofSeconds(30));
        assertThat(served(200)).isEqualTo(100);
    }

    @Test
    void halfOfItLeftSpreadsTheRequests() {
        play.serves(MAIN, Map.of("x-ratelimit-limit-requests", "100", "x-ratelimit-remaining-requests", "40"));

        assertThat(play.left(MAIN)).isEqualTo(Duration.ofMillis(590));
        play.time.forward(Duration.ofMillis(590));
        assertThat(play.serves(MAIN,
                Map.of("x-ratelimit-limit-requests", "100", "x-ratelimit-remaining-requests", "99"))).isTrue();
        assertThat(play.serves(MAIN)).as("more than half is left: relaxed").isTrue();
    }

    @Test
    void limitWithoutRemainderSpreadsToo() {
        play.serves(MAIN, Map.of("x-ratelimit-limit-requests", "60"));

        assertThat(play.left(MAIN)).isEqualTo(Duration.ofMillis(990));
    }

    @Test
    void warningOfTheUpstreamIsAGap() {
        play.serves(MAIN, Map.of("x-ratelimit-over-limit", "yes"));

        assertThat(play.left(MAIN)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void relaxationNeverGoesBelowWhatTheOperatorSet() {
        play.limits.put("c1", new RateLimit(0, Duration.ofMillis(300), 0));
        play.serves(MAIN, Map.of("x-ratelimit-limit-requests", "100", "x-ratelimit-remaining-requests", "99"));

        assertThat(play.left(MAIN)).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void editedLimitsHoldAtOnce() {
        play.serves(MAIN);
        play.limits.put("c1", new RateLimit(1, Duration.ZERO, 0));

        assertThat(play.serves(MAIN)).isFalse();
        play.limits.remove("c1");
        assertThat(play.serves(MAIN)).isTrue();
    }

    @Test
    void pauseThatNobodyNamedEndsWithTheProbe() {
        play.fails(MAIN, 429);
        play.time.forward(Duration.ofSeconds(1));

        assertThat(play.serves(MAIN)).isTrue();
        assertThat(served(100)).as("60 in the first minute, one of them was the probe").isEqualTo(59);
        play.time.forward(Duration.ofSeconds(61));
        assertThat(served(100)).isEqualTo(100);
    }

    @Test
    void absurdResetLastsNoLongerThanHalfAnHour() {
        play.serves(MAIN, Map.of("x-ratelimit-limit-requests", "100", "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-reset-requests", "18d"));

        assertThat(play.serves(MAIN)).isFalse();
        play.time.forward(Duration.ofMinutes(30));
        assertThat(play.serves(MAIN)).isTrue();
    }

    @Test
    void nobodyWaitsForASlotThatIsKnownToComeTooLate() {
        play.limits.put("c1", new RateLimit(1, Duration.ZERO, 0));
        play.serves(MAIN);
        try (Journey journey = play.upstreams.journey()) {
            Admission admission = journey.admit(MAIN, new Patience(Duration.ofSeconds(30), () -> false));

            assertThat(admission).isEqualTo(new Admission.Refused(new Standing.Throttled(Duration.ofSeconds(60))));
        }
    }

    @Test
    void waitersAreServedInTheOrderOfArrival() throws InterruptedException {
        play.limits.put("c1", new RateLimit(0, Duration.ZERO, 1));
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        try (Journey first = play.upstreams.journey()) {
            Permit permit = play.admit(first, MAIN).orElseThrow();
            for (int i = 0; i < 30; i++) {
                int number = i;
                threads.add(Thread.ofVirtual().start(() -> waitAndSay(number, served)));
                Awaitility.await().until(() -> play.upstreams.flow("c1").orElseThrow().queued() == number + 1);
            }
            permit.close();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(served).isEqualTo(IntStream.range(0, 30).boxed().toList());
    }

    private void waitAndSay(int number, List<Integer> served) {
        try (Journey journey = play.upstreams.journey()) {
            if (journey.admit(MAIN,
                    new Patience(Duration.ofMinutes(1), () -> false)) instanceof Admission.Admitted admitted) {
                served.add(number);
                admitted.permit().close();
            }
        }
    }

    @Test
    void clientThatLeftLeavesTheQueueAndSoDoesAnInterruptedOne() throws InterruptedException {
        play.limits.put("c1", new RateLimit(0, Duration.ZERO, 1));
        var gone = new AtomicBoolean();
        var refused = new CountDownLatch(2);
        try (Journey first = play.upstreams.journey()) {
            Permit permit = play.admit(first, MAIN).orElseThrow();
            Thread left = waiter(refused, gone);
            Thread interrupted = waiter(refused, new AtomicBoolean());
            Awaitility.await().until(() -> play.upstreams.flow("c1").orElseThrow().queued() == 2);

            gone.set(true);
            interrupted.interrupt();
            left.join();
            interrupted.join();

            assertThat(play.upstreams.flow("c1").orElseThrow().queued()).isZero();
            permit.close();
        }
        assertThat(refused.getCount()).isZero();
        assertThat(play.serves(MAIN)).isTrue();
    }

    private Thread waiter(CountDownLatch refused, AtomicBoolean gone) {
        return Thread.ofVirtual().start(() -> {
            try (Journey journey = play.upstreams.journey()) {
                if (journey.admit(MAIN, new Patience(Duration.ofMinutes(1), gone::get)) instanceof Admission.Refused) {
                    refused.countDown();
                }
            }
        });
    }

    private long served(int requests) {
        return IntStream.range(0, requests).filter(i -> play.serves(MAIN)).count();
    }
}
