package io.omniroute.resilience;

import static io.omniroute.resilience.Playground.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.resilience.BreakerState;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.domain.resilience.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of steps with a set clock, each held against the tables of 40 sections 4 to 7 written down naively. */
class SimulationTest {
    private static final int STEPS = 10_000;

    /** One account by the book, in milliseconds: one request at a time, no hints. */
    private static final class NaiveAccount {
        long now;
        long restUntil;
        int level;
        boolean resting;

        boolean lets() {
            return !resting || now >= restUntil;
        }

        void fails(int status) {
            int next = level;
            long rest = 120_000;
            if (status == 429) {
                rest = Math.min(1_000L << level, 120_000);
                next = Math.min(level + 1, 15);
            } else if (status >= 500) {
                rest = Math.min(3_000L << Math.min(level, 5), 60_000);
                next = level >= 5 ? level : level + 1;
            }
            level = resting ? Math.max(Math.min(level + 1, 15), next) : next;
            resting = true;
            restUntil = now + rest;
        }

        void serves() {
            level = 0;
            resting = false;
        }

        long left() {
            return resting ? Math.max(0, restUntil - now) : 0;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void accountsRestAsTheTableSays(long seed) {
        var random = new Random(seed);
        var play = new Playground();
        play.profile = new Profile(Duration.ofSeconds(3), Duration.ZERO, 5, 0, Duration.ZERO);
        Map<String, NaiveAccount> naive = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            String where = "seed " + seed + " step " + step;
            long pause = random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(500);
            play.time.forward(Duration.ofMillis(pause));
            play.time.jump(random.nextInt(50) == 0 ? Duration.ofHours(random.nextInt(-9_000, 9_000)) : Duration.ZERO);
            naive.values().forEach(it -> it.now += pause);
            String id = "c" + random.nextInt(4);
            NaiveAccount account = naive.computeIfAbsent(id, key -> new NaiveAccount());
            boolean let = account.lets();
            int status = new int[]{200, 429, 401, 500, 502}[random.nextInt(5)];
            assertThat(status == 200 ? play.serves(target(id)) : play.fails(target(id), status)).as(where)
                    .isEqualTo(let);
            if (let && status == 200) {
                account.serves();
            } else if (let) {
                account.fails(status);
            }
            assertThat(play.upstreams.shown(id).backoffLevel()).as(where).isEqualTo(account.level);
            assertThat(play.upstreams.shown(id).left().toMillis()).as(where).isEqualTo(account.left());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void breakersTurnAsTheTableSays(long seed) {
        var random = new Random(seed);
        var play = new Playground();
        BreakerState state = BreakerState.CLOSED;
        int failures = 0;
        long openUntil = 0;
        long now = 0;
        play.serves(target("first"));
        for (int step = 0; step < STEPS; step++) {
            String where = "seed " + seed + " step " + step;
            long pause = random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(100);
            now += pause;
            play.time.forward(Duration.ofMillis(pause));
            boolean let = state != BreakerState.OPEN || now >= openUntil;
            int status = new int[]{200, 404, 503, 503, 503, 503}[random.nextInt(6)];
            Target fresh = target("account-" + step);
            assertThat(status == 200 ? play.serves(fresh) : play.fails(fresh, status)).as(where).isEqualTo(let);
            if (let && status == 200) {
                state = BreakerState.CLOSED;
                failures = 0;
            } else if (let && status == 503) {
                failures++;
                boolean opens = state != BreakerState.CLOSED || failures >= 5;
                state = opens ? BreakerState.OPEN : state;
                openUntil = opens ? now + 30_000 : openUntil;
            } else if (let) {
                state = state == BreakerState.OPEN ? BreakerState.HALF_OPEN : state;
            }
            var shown = play.upstreams.breakers().getFirst();
            assertThat(shown.state()).as(where).isEqualTo(state);
            assertThat(shown.failures()).as(where).isEqualTo(failures);
            play.upstreams.renew(fresh.connectionId());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void limiterKeepsEveryLimitAndRefusesNobodyItCouldServe(long seed) {
        var random = new Random(seed);
        var play = new Playground();
        play.limits.put("c1", new RateLimit(20, Duration.ofMillis(150), 3));
        Deque<Permit> running = new ArrayDeque<>();
        long now = 0;
        long windowEnd = Long.MIN_VALUE;
        int inWindow = 0;
        long last = -1_000;
        for (int step = 0; step < STEPS; step++) {
            long pause = random.nextInt(600);
            now += pause;
            play.time.forward(Duration.ofMillis(pause));
            if (!running.isEmpty() && random.nextInt(3) == 0) {
                running.remove().close();
            }
            inWindow = now >= windowEnd ? 0 : inWindow;
            boolean let = running.size() < 3 && now - last >= 150 && inWindow < 20;
            try (Journey journey = play.upstreams.journey()) {
                var permit = play.admit(journey, target("c1"));
                assertThat(permit.isPresent()).as("seed %d step %d", seed, step).isEqualTo(let);
                permit.ifPresent(running::add);
            }
            if (let) {
                windowEnd = now >= windowEnd ? now + 60_000 : windowEnd;
                inWindow++;
                last = now;
            }
        }
    }

    @Test
    void fiveHundredAtOnceOnAHundredPerMinuteAreAHundredInEachWindow() {
        var play = new Playground();
        play.limits.put("c1", new RateLimit(100, Duration.ZERO, 0));
        Map<Integer, Integer> admitted = new HashMap<>();
        for (int minute = 0; minute < 5; minute++) {
            for (int i = 0; i < 500; i++) {
                admitted.merge(minute, play.serves(target("c1")) ? 1 : 0, Integer::sum);
            }
            play.time.forward(Duration.ofSeconds(60));
        }

        assertThat(admitted.values()).containsOnly(100);
    }
}
