package io.omniroute.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.policy.Lockout;
import io.omniroute.domain.policy.LockoutStore;
import io.omniroute.security.Lockouts.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LockoutsTest {
    private static final String ADDRESS = "203.0.113.7";
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private final PlayedTime time = new PlayedTime();
    private final Lockouts lockouts = new Lockouts(time.time(), "10.0.0.1"::equals);

    @Test
    void fifthFailureLocksForFifteenMinutes() {
        fail(4);
        assertThat(left()).isEmpty();

        fail(1);

        assertThat(left()).contains(Duration.ofMinutes(15));
        time.passes(Duration.ofMinutes(14));
        assertThat(left()).contains(Duration.ofMinutes(1));
        time.passes(Duration.ofMinutes(1));
        assertThat(left()).isEmpty();
    }

    @Test
    void lockIsForOneAddressAndOneKindOnly() {
        fail(5);

        assertThat(lockouts.lockedFor(Kind.LOGIN, "203.0.113.8")).isEmpty();
        assertThat(lockouts.lockedFor(Kind.KEY, ADDRESS)).isEmpty();
    }

    @Test
    void failuresOlderThanFiveMinutesDoNotCount() {
        fail(4);
        time.passes(Duration.ofMinutes(5));

        fail(4);

        assertThat(left()).isEmpty();
    }

    @Test
    void windowSlides() {
        fail(2);
        time.passes(Duration.ofMinutes(4));
        fail(2);
        time.passes(Duration.ofMinutes(2));

        fail(3);

        assertThat(left()).isPresent();
    }

    @Test
    void successClearsTheRecord() {
        fail(4);
        lockouts.succeeded(Kind.LOGIN, ADDRESS);

        fail(4);

        assertThat(left()).isEmpty();
    }

    @Test
    void endedLockBeginsFromZero() {
        fail(5);
        time.passes(Duration.ofMinutes(15));

        fail(4);

        assertThat(left()).isEmpty();
    }

    @Test
    void failureWhileLockedDoesNotProlongTheLock() {
        fail(5);
        time.passes(Duration.ofMinutes(10));

        fail(5);

        assertThat(left()).contains(Duration.ofMinutes(5));
    }

    @Test
    void unlockingLiftsEveryKindOfLock() {
        fail(5);
        IntStream.range(0, 50).forEach(at -> lockouts.failed(Kind.KEY, ADDRESS));
        assertThat(lockouts.locked()).extracting(Lockouts.Locked::kind).containsExactly(Kind.LOGIN, Kind.KEY);

        lockouts.unlock(ADDRESS);

        assertThat(lockouts.locked()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void keysHaveFiftyAttempts() {
        IntStream.range(0, 49).forEach(at -> assertThat(lockouts.failed(Kind.KEY, ADDRESS)).isFalse());

        assertThat(lockouts.failed(Kind.KEY, ADDRESS)).isTrue();
    }

    @Test
    void whitelistedAddressIsNeverLocked() {
        IntStream.range(0, 100).forEach(at -> assertThat(lockouts.failed(Kind.LOGIN, "10.0.0.1")).isFalse());

        assertThat(lockouts.lockedFor(Kind.LOGIN, "10.0.0.1")).isEmpty();
        assertThat(lockouts.locked()).isEmpty();
    }

    @Test
    void clockThatJumpsNeitherEndsNorProlongsALock() {
        fail(5);
        time.jumps(Duration.ofDays(366));
        assertThat(left()).contains(Duration.ofMinutes(15));

        time.jumps(Duration.ofDays(-700));
        time.passes(Duration.ofMinutes(15));

        assertThat(left()).isEmpty();
    }

    @Test
    void jumpingClockCountsNoOldFailureTwice() {
        fail(4);
        time.jumps(Duration.ofHours(-1));
        time.passes(Duration.ofMinutes(5));

        fail(1);

        assertThat(left()).isEmpty();
    }

    @Test
    void lockSurvivesARestartWithWhatIsLeftOfIt() {
        var store = new PlayedStore();
        fail(5);
        try (LockoutKeeper keeper = LockoutKeeper.open(lockouts, store)) {
            keeper.flush();
        }
        time.passes(Duration.ofMinutes(5));

        var later = new Lockouts(time.time(), address -> false);
        later.restore(store.all());

        assertThat(later.lockedFor(Kind.LOGIN, ADDRESS)).contains(Duration.ofMinutes(10));
    }

    @Test
    void restartWithAClockInThePastLocksNobodyLongerThanANewLock() {
        var kept = new Lockout(ADDRESS, List.of(START), Optional.of(START.plus(Duration.ofMinutes(15))));
        time.jumps(Duration.ofDays(-30));

        lockouts.restore(List.of(kept));

        assertThat(left()).contains(Duration.ofMinutes(15));
    }

    @Test
    void attemptsSurviveARestartAndGrowOldAllTheSame() {
        var store = new PlayedStore();
        fail(4);
        try (LockoutKeeper keeper = LockoutKeeper.open(lockouts, store)) {
            keeper.flush();
        }
        var soon = new Lockouts(time.time(), address -> false);
        soon.restore(store.all());
        assertThat(soon.failed(Kind.LOGIN, ADDRESS)).isTrue();

        time.passes(Duration.ofMinutes(5));
        var late = new Lockouts(time.time(), address -> false);
        late.restore(store.all());

        assertThat(late.failed(Kind.LOGIN, ADDRESS)).isFalse();
    }

    @Test
    void whatIsOverLeavesTheStore() {
        var store = new PlayedStore();
        store.save(new Lockout("key:" + ADDRESS, List.of(START.minus(Duration.ofHours(2))), Optional.empty()));
        fail(5);

        try (LockoutKeeper keeper = LockoutKeeper.open(lockouts, store)) {
            keeper.flush();
            assertThat(store.kept).containsOnlyKeys(ADDRESS);
            lockouts.unlock(ADDRESS);
            keeper.flush();
        }

        assertThat(store.kept).isEmpty();
    }

    @Test
    void writeThatFailsIsTriedAgain() {
        var store = new PlayedStore();
        try (LockoutKeeper keeper = LockoutKeeper.open(lockouts, store)) {
            store.broken = true;
            fail(5);
            keeper.flush();
            store.broken = false;
            keeper.flush();
        }

        assertThat(store.kept).containsOnlyKeys(ADDRESS);
    }

    @Test
    void memoryIsBoundedAndTheLatestAreKept() {
        IntStream.range(0, 3 * Lockouts.MOST_IDENTIFIERS).forEach(at -> {
            lockouts.failed(Kind.LOGIN, "2001:db8::" + Integer.toHexString(at));
            time.passes(Duration.ofNanos(1));
        });
        fail(5);

        assertThat(lockouts.identifiers()).isLessThanOrEqualTo(Lockouts.MOST_IDENTIFIERS);
        assertThat(left()).isPresent();
    }

    private Optional<Duration> left() {
        return lockouts.lockedFor(Kind.LOGIN, ADDRESS);
    }

    private void fail(int times) {
        IntStream.range(0, times).forEach(at -> lockouts.failed(Kind.LOGIN, ADDRESS));
    }

    /** A wall clock that can jump and a clock that only runs. */
    private static final class PlayedTime {
        private Instant wall = START;
        private long nanos = Long.MAX_VALUE - 1_000; // it may overflow

        void passes(Duration span) {
            wall = wall.plus(span);
            nanos += span.toNanos();
        }

        void jumps(Duration span) {
            wall = wall.plus(span);
        }

        Lockouts.Time time() {
            return new Lockouts.Time(new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return wall;
                }
            }, () -> nanos);
        }
    }

    private static final class PlayedStore implements LockoutStore {
        private final Map<String, Lockout> kept = new LinkedHashMap<>();
        private boolean broken;

        @Override
        public List<Lockout> all() {
            return List.copyOf(kept.values());
        }

        @Override
        public void save(Lockout lockout) {
            if (broken) {
                throw new IllegalStateException("database is locked");
            }
            kept.put(lockout.identifier(), lockout);
        }

        @Override
        public void remove(String identifier) {
            kept.remove(identifier);
        }
    }
}
