package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.SECRETS;
import static io.omniroute.persistence.Samples.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.resilience.KnownState;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.domain.resilience.RateLimit;
import io.omniroute.domain.resilience.StateStore;
import io.omniroute.resilience.Admission;
import io.omniroute.domain.resilience.BreakerState;
import io.omniroute.resilience.Journey;
import io.omniroute.resilience.Patience;
import io.omniroute.resilience.Permit;
import io.omniroute.resilience.Standing;
import io.omniroute.resilience.Target;
import io.omniroute.resilience.Terms;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the state after a restart, over a real database. */
class RestartTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Target MAIN = new Target("openai", "c1", "gpt-5");
    private static final Target OTHER = new Target("openai", "c2", "gpt-5");
    private static final Terms TERMS = new Terms() {
        @Override
        public Profile profile(String provider) {
            return Profile.API_KEY;
        }

        @Override
        public RateLimit limit(String connectionId) {
            return RateLimit.NONE;
        }
    };
    @TempDir
    Path dataDir;
    private Database database;
    private long nanos;
    private Instant clock = START;
    private Upstreams upstreams;

    @BeforeEach
    void open() {
        database = Database.open(DatabaseSettings.sqlite(dataDir), SECRETS);
        database.connections().save(connection("c1", "openai", 1));
        database.connections().save(connection("c2", "openai", 2));
        upstreams = fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rateLimitKeepsItsEndAndItsQuotaWindow() {
        fail(MAIN, 429, "slow down", Map.of("retry-after", "90000"));

        restart(Duration.ofMinutes(10));

        assertThat(upstreams.standing(MAIN)).isInstanceOfSatisfying(Standing.Cooling.class, cooling -> {
            assertThat(cooling.left()).isCloseTo(Duration.ofMinutes(20), Duration.ofSeconds(1));
            assertThat(cooling.quotaWindow().orElseThrow()).isCloseTo(Duration.ofMinutes(1_490),
                    Duration.ofSeconds(1));
            assertThat(cooling.status()).isEqualTo(429);
            assertThat(cooling.error()).isEqualTo("slow down");
        });
        assertThat(database.connections().find("c1").orElseThrow().health()).satisfies(health -> {
            assertThat(health.testStatus()).isEqualTo("unavailable");
            assertThat(health.errorCode()).isEqualTo("429");
            assertThat(health.lastErrorAt()).isCloseTo(START, within(1, ChronoUnit.SECONDS));
        });
    }

    @Test
    void serverErrorIsTriedAgainAtOnceByOneRequest() {
        fail(MAIN, 502, "bad gateway", Map.of());
        assertThat(upstreams.standing(MAIN).ready()).isFalse();

        restart(Duration.ZERO);

        try (Journey one = upstreams.journey(); Journey two = upstreams.journey()) {
            assertThat(one.admit(MAIN, Patience.NONE)).isInstanceOf(Admission.Admitted.class);
            assertThat(two.admit(MAIN, Patience.NONE)).isInstanceOfSatisfying(Admission.Refused.class,
                    refused -> assertThat(refused.why()).isInstanceOf(Standing.Probing.class));
        }
        assertThat(upstreams.healthScore("c1")).isLessThan(100);
    }

    @Test
    void clockThatWasSetBackAYearKeepsNoAccountAwayForAYear() {
        fail(MAIN, 429, "slow down", Map.of("retry-after", "60"));

        restart(Duration.ofDays(-365));

        assertThat(upstreams.standing(MAIN).retryAfter().orElseThrow()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void lockOfAModelKeepsItsEndAndItsRepeats() {
        fail(MAIN, 429, "limit of gpt-5 reached, retry after 40s", Map.of());

        restart(Duration.ofSeconds(10));

        assertThat(upstreams.standing(MAIN)).isInstanceOfSatisfying(Standing.Locked.class,
                locked -> assertThat(locked.left()).isCloseTo(Duration.ofSeconds(30), Duration.ofSeconds(1)));
        assertThat(upstreams.standing(new Target("openai", "c1", "gpt-4")).ready()).isTrue();
        pass(Duration.ofSeconds(31));
        fail(MAIN, 429, "limit of gpt-5 reached", Map.of());
        assertThat(upstreams.standing(MAIN).retryAfter()).contains(Duration.ofSeconds(60));
    }

    @Test
    void openBreakerKeepsItsRemainingTime() {
        for (int i = 0; i < 4; i++) {
            fail(MAIN, 502, "bad gateway", Map.of());
            pass(Duration.ofMinutes(2));
        }
        fail(MAIN, 502, "bad gateway", Map.of());
        pass(Duration.ofSeconds(1));
        assertThat(upstreams.breakers()).singleElement()
                .satisfies(circuit -> assertThat(circuit.state()).isEqualTo(BreakerState.OPEN));

        restart(Duration.ofSeconds(9));

        assertThat(upstreams.standing(OTHER)).isInstanceOfSatisfying(Standing.Open.class,
                open -> assertThat(open.left()).isCloseTo(Duration.ofSeconds(20), Duration.ofSeconds(1)));
    }

    @Test
    void successIsKeptToo() {
        fail(MAIN, 429, "slow down", Map.of("retry-after", "60"));
        keep();
        pass(Duration.ofSeconds(61));
        try (Journey journey = upstreams.journey(); Permit permit = admitted(journey, MAIN)) {
            permit.succeeded(Map.of());
        }

        restart(Duration.ZERO);

        assertThat(upstreams.standing(MAIN).ready()).isTrue();
        assertThat(upstreams.healthScore("c1")).isEqualTo(100);
        assertThat(database.connections().find("c1").orElseThrow().health().lastError()).isNull();
    }

    @Test
    void writerTellsAgainWhatTheDatabaseDidNotTakeAndWritesTheRestWhenItCloses() {
        var refusals = new AtomicInteger(3);
        StateStore unsure = new StateStore() {
            @Override
            public KnownState load() {
                return database.state().load();
            }

            @Override
            public void save(KnownState changed) {
                if (refusals.getAndDecrement() > 0) {
                    throw new StoreException("away");
                }
                database.state().save(changed);
            }
        };
        fail(MAIN, 429, "slow down", Map.of("retry-after", "60"));
        try (var writer = new StateWriter(unsure, upstreams.state(), () -> {}, Duration.ofMillis(5))) {
            org.awaitility.Awaitility.await().until(() -> !database.state().load().accounts().isEmpty());
            fail(OTHER, 429, "slow down", Map.of("retry-after", "60"));
        }

        assertThat(database.state().load().accounts()).extracting(it -> it.connectionId()).containsExactlyInAnyOrder(
                "c1", "c2");
    }

    private Upstreams fresh() {
        Clock shown = new Clock() {
            @Override
            public Instant instant() {
                return clock;
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        return new Upstreams(new Timepiece(shown, () -> nanos), TERMS, Duration.ofMinutes(30), turn -> {});
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        clock = clock.plus(time);
    }

    private void keep() {
        database.state().save(upstreams.state().changes());
    }

    private void restart(Duration away) {
        keep();
        clock = clock.plus(away);
        nanos = 77_777;
        database.close();
        database = Database.open(DatabaseSettings.sqlite(dataDir), SECRETS);
        upstreams = fresh();
        upstreams.state().restore(database.state().load());
    }

    private static Permit admitted(Journey journey, Target target) {
        return ((Admission.Admitted) journey.admit(target, Patience.NONE)).permit();
    }

    private void fail(Target target, int status, String body, Map<String, String> headers) {
        var failure = new Failure.Rejected(status, "", body.getBytes(StandardCharsets.UTF_8), headers);
        try (Journey journey = upstreams.journey(); Permit permit = admitted(journey, target)) {
            permit.failed(upstreams.judge(target, failure), headers);
        }
    }
}
