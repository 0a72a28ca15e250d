package io.omniroute.resilience;

import static io.omniroute.resilience.Playground.rejected;
import static io.omniroute.resilience.Playground.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.resilience.BreakerState;
import io.omniroute.domain.resilience.RateLimit;
import io.omniroute.domain.resilience.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpstreamsTest {
    private static final Target MAIN = target("c1");
    private static final Target OTHER = target("c2");
    private final Playground play = new Playground();

    @Test
    void manyFailuresAtOnceAreOne() {
        List<Journey> journeys = new ArrayList<>();
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            journeys.add(play.upstreams.journey());
            permits.add(play.admit(journeys.getLast(), MAIN).orElseThrow());
        }

        permits.subList(0, 6).forEach(permit -> fail(permit, 502));
        play.time.forward(Duration.ofSeconds(5));
        permits.subList(6, 10).forEach(permit -> fail(permit, 502));

        assertThat(play.upstreams.shown("c1").backoffLevel()).isEqualTo(1);
        assertThat(play.standing(MAIN).ready()).as("the rest of 3 s is over, the late ones began none").isTrue();
        journeys.forEach(Journey::close);
    }

    @Test
    void oneRequestFindsOutAndTheOthersWaitForIt() throws Exception {
        play.fails(MAIN, 502);
        play.time.forward(Duration.ofSeconds(4));
        var inside = new AtomicInteger();
        var atOnce = new AtomicInteger();
        try (Journey finder = play.upstreams.journey()) {
            Permit probe = play.admit(finder, MAIN).orElseThrow();
            var started = new CountDownLatch(200);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    threads.submit(() -> {
                        atOnce.addAndGet(play.serves(MAIN) ? 1 : 0);
                        started.countDown();
                        try (Journey journey = play.upstreams.journey()) {
                            inside.addAndGet(journey.admit(MAIN,
                                    new Patience(Duration.ofSeconds(30), () -> false)) instanceof Admission.Admitted ? 1
                                            : 0);
                        }
                    });
                }
                started.await();
                assertThat(play.standing(MAIN)).isInstanceOf(Standing.Probing.class);
                assertThat(inside).hasValue(0);
                probe.succeeded(Map.of());
            }
            probe.close();
        }

        assertThat(atOnce).as("let in while the probe ran").hasValue(0);
        assertThat(inside).as("let in after it").hasValue(200);
    }

    @Test
    void ofTwoHundredAtOnceExactlyOneProbes() throws Exception {
        play.fails(MAIN, 502);
        play.time.forward(Duration.ofSeconds(4));
        var probes = new AtomicInteger();
        var all = new CountDownLatch(200);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.submit(() -> {
                    try (Journey journey = play.upstreams.journey()) {
                        Optional<Permit> permit = play.admit(journey, MAIN);
                        probes.addAndGet(permit.isPresent() ? 1 : 0);
                        all.countDown();
                        all.await();
                        permit.ifPresent(it -> fail(it, 502));
                    }
                    return true;
                });
            }
        }

        assertThat(probes).hasValue(1);
        assertThat(play.upstreams.shown("c1").backoffLevel()).isEqualTo(2);
        assertThat(play.left(MAIN)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void probeThatTheClientLeftIsTakenByTheNext() {
        play.fails(MAIN, 502);
        play.time.forward(Duration.ofSeconds(4));
        try (Journey journey = play.upstreams.journey()) {
            play.admit(journey, MAIN).orElseThrow().close();
        }

        assertThat(play.serves(MAIN)).isTrue();
        assertThat(play.upstreams.healthScore("c1")).isEqualTo(100);
    }

    @Test
    void probeThatNobodyEndsIsGivenUp() {
        play.fails(MAIN, 502);
        play.time.forward(Duration.ofSeconds(4));
        assertThat(play.admit(play.upstreams.journey(), MAIN)).isPresent();

        assertThat(play.serves(MAIN)).isFalse();
        play.time.forward(Duration.ofMinutes(15));
        assertThat(play.serves(MAIN)).isTrue();
    }

    @Test
    void absurdHintIsToldForEightDaysAndTriedAfterHalfAnHour() {
        play.fails(MAIN, 429, "slow down", Map.of("retry-after", "1555200"));

        assertThat(play.left(MAIN)).isEqualTo(Duration.ofDays(8));
        play.time.forward(Duration.ofMinutes(30));
        assertThat(play.fails(MAIN, 429)).as("one tries").isTrue();
        assertThat(play.serves(MAIN)).isFalse();
        assertThat(play.left(MAIN)).as("the window is still known").isEqualTo(Duration.ofDays(8).minusMinutes(30));
        play.time.forward(Duration.ofSeconds(2));
        assertThat(play.serves(MAIN)).isTrue();
        assertThat(play.left(MAIN)).isZero();
    }

    @Test
    void clockThatJumpsChangesNoRest() {
        for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(365),
                Duration.ofDays(-365))) {
            play.fails(MAIN, 401);
            play.time.jump(jump);
            assertThat(play.left(MAIN)).as("%s", jump).isEqualTo(Duration.ofSeconds(120));
            play.time.forward(Duration.ofSeconds(120));
            assertThat(play.serves(MAIN)).isTrue();
        }
    }

    @Test
    void successOfWhatBeganBeforeTheRestEndsItNot() {
        try (Journey early = play.upstreams.journey()) {
            Permit permit = play.admit(early, MAIN).orElseThrow();
            play.fails(MAIN, 429, "slow down", Map.of("retry-after", "60"));
            permit.succeeded(Map.of());
            permit.close();
        }

        assertThat(play.standing(MAIN)).isInstanceOf(Standing.Cooling.class);
    }

    @Test
    void errorOfAModelLeavesTheAccountToTheOthers() {
        play.fails(MAIN, 404);

        assertThat(play.standing(MAIN)).isInstanceOf(Standing.Locked.class);
        assertThat(play.standing(new Target("openai", "c1", "gpt-4")).ready()).isTrue();
        assertThat(play.upstreams.healthScore("c1")).isEqualTo(100);
        assertThat(play.upstreams.lockouts()).extracting(Shown.Lockout::model).containsExactly("gpt-5");
    }

    @Test
    void repeatedLimitsOfOnePairRestLonger() {
        Target gemini = new Target("gemini", "g1", "gemini-2.5-pro");
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            play.upstreams.circuits.of("gemini").reset();
            assertThat(play.fails(gemini, 429)).isTrue();
            rests.add(play.left(gemini).toSeconds());
            play.time.forward(play.left(gemini));
        }

        assertThat(rests).containsExactly(1L, 60L, 120L, 300L, 600L, 1_200L, 1_200L);
        assertThat(play.serves(gemini)).isTrue();
        play.fails(gemini, 429);
        assertThat(play.left(gemini)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void namesThatClientsMakeUpDoNotFillTheMemory() {
        for (int i = 0; i < 60_000; i++) {
            play.fails(new Target("p" + i % 7, "c1", "made-up-" + i), 404);
            play.time.forward(Duration.ofMillis(100));
        }

        assertThat(play.upstreams.trackedModels()).isLessThanOrEqualTo(20_000);
        play.time.forward(Duration.ofHours(1));
        play.fails(MAIN, 404);
        assertThat(play.upstreams.trackedModels()).isLessThan(10);
    }

    @Test
    void clientsMistakeLeavesEverythingAsItWas() {
        for (int i = 0; i < 100; i++) {
            assertThat(play.fails(MAIN, 400)).isTrue();
        }

        assertThat(play.standing(MAIN).ready()).isTrue();
        assertThat(play.upstreams.breakers()).allSatisfy(it -> assertThat(it.failures()).isZero());
    }

    @Test
    void requestCountsOnceForTheBreakerHoweverManyAccountsFailed() {
        try (Journey journey = play.upstreams.journey()) {
            for (String account : List.of("c1", "c2", "c3")) {
                fail(play.admit(journey, target(account)).orElseThrow(), 502);
            }
            journey.leave("openai");
            journey.leave("openai");
        }

        assertThat(play.upstreams.breakers()).singleElement().extracting(Shown.Circuit::failures).isEqualTo(1);
    }

    @Test
    void accountThatServesAfterAnotherFailedLeavesTheBreakerAlone() {
        try (Journey journey = play.upstreams.journey()) {
            fail(play.admit(journey, MAIN).orElseThrow(), 429);
            Permit second = play.admit(journey, OTHER).orElseThrow();
            second.succeeded(Map.of());
            second.close();
        }

        assertThat(play.upstreams.breakers()).singleElement().extracting(Shown.Circuit::failures).isEqualTo(0);
    }

    @Test
    void breakerOpensProbesOnceAndClosesAgain() {
        open();
        assertThat(play.standing(target("c9"))).isInstanceOf(Standing.Open.class);
        play.time.forward(Duration.ofSeconds(30));
        try (Journey prober = play.upstreams.journey()) {
            fail(play.admit(prober, target("c8")).orElseThrow(), 502);
            assertThat(play.serves(target("c9"))).as("another request while one finds out").isFalse();
            Permit second = play.admit(prober, target("c7")).orElseThrow();
            second.succeeded(Map.of());
            second.close();
        }

        assertThat(play.serves(target("c9"))).isTrue();
        assertThat(play.turns).extracting(CircuitTurn::after).containsExactly(BreakerState.OPEN,
                BreakerState.HALF_OPEN, BreakerState.CLOSED);
    }

    @Test
    void failedProbeOpensTheBreakerAnew() {
        open();
        play.time.forward(Duration.ofSeconds(30));
        assertThat(play.fails(target("c8"), 503)).isTrue();

        assertThat(play.standing(target("c9")).retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(play.turns.getLast().after()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void ofTwoHundredRequestsOneProbesTheProvider() throws Exception {
        open();
        play.time.forward(Duration.ofSeconds(30));
        var probes = new AtomicInteger();
        var all = new CountDownLatch(200);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Target own = target("fresh-" + i);
                threads.submit(() -> {
                    try (Journey journey = play.upstreams.journey()) {
                        probes.addAndGet(play.admit(journey, own).isPresent() ? 1 : 0);
                        all.countDown();
                        all.await();
                    }
                    return true;
                });
            }
        }

        assertThat(probes).hasValue(1);
        assertThat(play.serves(target("c9"))).as("the probe was given back").isTrue();
    }

    @Test
    void tightLoopOnADeadAccountReachesItSeldom() {
        int reached = 0;
        for (int i = 0; i < 600_000; i++) {
            reached += play.fails(MAIN, 500) ? 1 : 0;
            play.time.forward(Duration.ofMillis(1));
        }

        assertThat(reached).as("calls in ten minutes").isBetween(5, 25);
    }

    @Test
    void tryNowEndsARestAtOnce() {
        play.fails(MAIN, 401);
        play.fails(OTHER, 404);

        assertThat(play.upstreams.renew("c1")).isEqualTo(new Shown.Reset(0, 1, 0));
        assertThat(play.upstreams.renew("c2")).isEqualTo(new Shown.Reset(0, 0, 1));
        assertThat(play.serves(MAIN)).isTrue();
        assertThat(play.serves(OTHER)).isTrue();
    }

    @Test
    void permitsHearEachWordOnceAndGiveTheirPlaceBackOnce() {
        play.limits.put("c1", new RateLimit(0, Duration.ZERO, 1));
        try (Journey journey = play.upstreams.journey()) {
            Permit permit = play.admit(journey, MAIN).orElseThrow();
            assertThat(play.standing(MAIN)).isInstanceOf(Standing.Throttled.class);
            Verdict verdict = play.upstreams.judge(MAIN, rejected(502, "x", Map.of()));
            permit.failed(verdict, Map.of());
            permit.failed(verdict, Map.of());
            permit.succeeded(Map.of());
            permit.close();
            permit.close();
        }

        assertThat(play.upstreams.flow("c1").orElseThrow().running()).isZero();
        assertThat(play.standing(MAIN)).isInstanceOf(Standing.Cooling.class);
    }

    @Test
    void gapLastsAMinuteOrUntilSomebodyServesTheModel() {
        play.upstreams.modelUnavailable("openai", "gpt-5", 429);
        assertThat(play.upstreams.unavailable("openai", "gpt-5")).contains(Duration.ofSeconds(60));

        play.serves(MAIN);
        assertThat(play.upstreams.unavailable("openai", "gpt-5")).isEmpty();

        play.upstreams.modelUnavailable("openai", "gpt-5", 503);
        play.time.forward(Duration.ofSeconds(60));
        assertThat(play.upstreams.unavailable("openai", "gpt-5")).isEmpty();
        assertThat(play.upstreams.gaps()).isEmpty();
    }

    @Test
    void accountThatNeedsASignInIsUsedByNobody() {
        play.upstreams.unusable("c1", "invalid_grant");

        assertThat(play.serves(MAIN)).isFalse();
        assertThat(play.standing(MAIN)).isEqualTo(new Standing.Unusable("invalid_grant"));
        play.upstreams.renew("c1");
        assertThat(play.serves(MAIN)).isTrue();
    }

    @Test
    void failureOfTheGatewayItselfPunishesNobody() {
        try (Journey journey = play.upstreams.journey()) {
            Permit permit = play.admit(journey, MAIN).orElseThrow();
            permit.failed(play.upstreams.judge(MAIN, new Failure.ClientGone()), Map.of());
        }

        assertThat(play.standing(MAIN).ready()).isTrue();
    }

    private void open() {
        for (int i = 0; i < 5; i++) {
            play.fails(target("burnt-" + i), 502);
        }
    }

    private void fail(Permit permit, int status) {
        permit.failed(play.upstreams.judge(MAIN, rejected(status, "oops", Map.of())), Map.of());
    }
}
