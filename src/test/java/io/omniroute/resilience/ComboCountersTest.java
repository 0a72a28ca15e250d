package io.omniroute.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComboCountersTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private final SetTime time = new SetTime();
    private final ComboCounters counters = new ComboCounters(time.piece);

    @Test
    void eachComboHasItsOwnTurn() {
        assertThat(counters.turn("a")).isZero();
        assertThat(counters.nextTurn("a")).isZero();
        assertThat(counters.nextTurn("a")).isEqualTo(1);
        assertThat(counters.turn("a")).isEqualTo(2);
        assertThat(counters.turn("a")).isEqualTo(2);
        assertThat(counters.nextTurn("b")).isZero();
    }

    @Test
    void anHourLaterNothingWasSent() {
        counters.sent("a", "p/m");
        counters.sent("a", "p/m");
        counters.sent("a", "q/m");
        counters.sent("b", "p/m");

        time.forward(Duration.ofMinutes(59));
        assertThat(counters.lastHour("a", "p/m")).isEqualTo(2);
        assertThat(counters.lastHour("a", "q/m")).isEqualTo(1);
        time.forward(Duration.ofMinutes(1));
        assertThat(counters.lastHour("a", "p/m")).isZero();
        assertThat(counters.lastHour("a", "nobody")).isZero();
    }

    @Test
    void aClockThatIsSetChangesNothing() {
        counters.sent("a", "p/m");
        time.jump(Duration.ofDays(3));
        assertThat(counters.lastHour("a", "p/m")).isEqualTo(1);
        time.jump(Duration.ofDays(-9));
        assertThat(counters.lastHour("a", "p/m")).isEqualTo(1);
    }

    /** Against every single request, remembered with its minute. */
    @Test
    void theLastHourIsWhatWasSentInItsMinutes() {
        var random = new SplittableRandom(11);
        Deque<Long> sent = new ArrayDeque<>();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            long step = random.nextInt(20) == 0 ? random.nextLong(90 * MINUTE) : random.nextLong(MINUTE);
            now += step;
            time.forward(Duration.ofNanos(step));
            if (random.nextBoolean()) {
                counters.sent("a", "p/m");
                sent.add(now / MINUTE);
            }
            long oldest = now / MINUTE - 60;
            sent.removeIf(minute -> minute <= oldest);

            assertThat(counters.lastHour("a", "p/m")).as("at minute %s", now / MINUTE).isEqualTo(sent.size());
        }
    }

    @Test
    void aForgottenComboBeginsAnewAndTheOthersDoNot() {
        counters.nextTurn("a");
        counters.nextTurn("b");
        counters.sent("a", "p/m");
        counters.sent("b", "p/m");

        counters.forget("a");

        assertThat(counters.turn("a")).isZero();
        assertThat(counters.lastHour("a", "p/m")).isZero();
        assertThat(counters.turn("b")).isEqualTo(1);
        assertThat(counters.lastHour("b", "p/m")).isEqualTo(1);
    }
}
