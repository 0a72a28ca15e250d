package io.omniroute.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final String ADDRESS = "203.0.113.7";
    private final SetClock clock = new SetClock();
    private final LoginThrottle throttle = LoginThrottle.forPasswords(clock);

    @Test
    void fifthFailureLocksForFifteenMinutes() {
        fail(4);
        assertThat(throttle.lockedFor(ADDRESS)).isEmpty();

        fail(1);

        assertThat(throttle.lockedFor(ADDRESS)).contains(Duration.ofMinutes(15));
        clock.advance(Duration.ofMinutes(14));
        assertThat(throttle.lockedFor(ADDRESS)).contains(Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));
        assertThat(throttle.lockedFor(ADDRESS)).isEmpty();
    }

    @Test
    void lockIsForOneAddressOnly() {
        fail(5);

        assertThat(throttle.lockedFor("203.0.113.8")).isEmpty();
    }

    @Test
    void failuresOlderThanFiveMinutesDoNotCount() {
        fail(4);
        clock.advance(Duration.ofMinutes(5));

        fail(4);

        assertThat(throttle.lockedFor(ADDRESS)).isEmpty();
    }

    @Test
    void windowSlides() {
        fail(2);
        clock.advance(Duration.ofMinutes(4));
        fail(2);
        clock.advance(Duration.ofMinutes(2));

        fail(3);

        assertThat(throttle.lockedFor(ADDRESS)).isPresent();
    }

    @Test
    void successClearsTheRecord() {
        fail(4);
        throttle.succeeded(ADDRESS);

        fail(4);

        assertThat(throttle.lockedFor(ADDRESS)).isEmpty();
    }

    @Test
    void endedLockBeginsFromZero() {
        fail(5);
        clock.advance(Duration.ofMinutes(15));

        fail(4);

        assertThat(throttle.lockedFor(ADDRESS)).isEmpty();
    }

    @Test
    void failureWhileLockedDoesNotProlongTheLock() {
        fail(5);
        clock.advance(Duration.ofMinutes(10));

        fail(5);

        assertThat(throttle.lockedFor(ADDRESS)).contains(Duration.ofMinutes(5));
    }

    @Test
    void lockCanBeLiftedByHand() {
        fail(5);

        throttle.unlock(ADDRESS);

        assertThat(throttle.lockedFor(ADDRESS)).isEmpty();
    }

    @Test
    void keysHaveFiftyAttempts() {
        var keys = LoginThrottle.forKeys(clock);

        IntStream.range(0, 49).forEach(at -> keys.failed(ADDRESS));
        assertThat(keys.lockedFor(ADDRESS)).isEmpty();

        keys.failed(ADDRESS);
        assertThat(keys.lockedFor(ADDRESS)).isPresent();
    }

    @Test
    void memoryIsBoundedAndTheLatestAreKept() {
        IntStream.range(0, 3 * LoginThrottle.MOST_ADDRESSES).forEach(at -> {
            throttle.failed("2001:db8::" + Integer.toHexString(at));
            clock.advance(Duration.ofNanos(1));
        });
        fail(5);

        assertThat(throttle.addresses()).isLessThanOrEqualTo(LoginThrottle.MOST_ADDRESSES);
        assertThat(throttle.lockedFor(ADDRESS)).isPresent();
    }

    private void fail(int times) {
        IntStream.range(0, times).forEach(at -> throttle.failed(ADDRESS));
    }
}
