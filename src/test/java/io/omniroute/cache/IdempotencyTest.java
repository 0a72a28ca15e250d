package io.omniroute.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.cache.Idempotency.Claim;
import io.omniroute.cache.Idempotency.Entrance;
import io.omniroute.cache.Idempotency.Key;
import io.omniroute.cache.Idempotency.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final Key STRICT = new Key("k1 /v1/messages", "abc", true);
    private static final Key LOOSE = new Key("k1 /v1/messages", "abc", false);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);
    private final Idempotency repeats = new Idempotency(new Idempotency.Room(3, 10, 25), now::get);

    private static Told told(int status, int bytes) {
        return new Told(status, "application/json", Map.of("X-A", "1"), new byte[bytes]);
    }

    private Claim first(Key key, String hash) {
        Entrance entrance = repeats.enter(key, hash, false);
        assertThat(entrance).isInstanceOf(Entrance.First.class);
        return ((Entrance.First) entrance).claim();
    }

    @Test
    void repeatGetsTheFirstAnswerForFiveSecondsFromItsEnd() {
        Claim claim = first(STRICT, "h");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        Told answer = told(404, 3);
        claim.answered(answer);

        now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(repeats.enter(STRICT, "h", false)).isEqualTo(new Entrance.Replay(answer));

        now.addAndGet(1);
        first(STRICT, "h");
    }

    @Test
    void repeatWaitsForARunningFirst() throws InterruptedException {
        Claim claim = first(STRICT, "h");
        Waiting waiting = ((Entrance.Wait) repeats.enter(STRICT, "h", false)).first();
        Waiting impatient = ((Entrance.Wait) repeats.enter(STRICT, "h", false)).first();

        impatient.leave();
        Told answer = told(200, 3);
        claim.answered(answer);

        assertThat(waiting.await()).contains(answer);
        assertThat(impatient.await()).isEmpty();
    }

    @Test
    void whoWaitedForAServerErrorGetsItButNobodyAfterwards() throws InterruptedException {
        Claim claim = first(STRICT, "h");
        Waiting waiting = ((Entrance.Wait) repeats.enter(STRICT, "h", false)).first();

        claim.answered(told(500, 1));

        assertThat(waiting.await()).isPresent();
        first(STRICT, "h");
    }

    @Test
    void firstThatCameToNothingIsForgotten() throws InterruptedException {
        Claim claim = first(STRICT, "h");
        Waiting waiting = ((Entrance.Wait) repeats.enter(STRICT, "h", false)).first();

        claim.forgotten();

        assertThat(waiting.await()).isEmpty();
        first(STRICT, "h");
    }

    @Test
    void otherBodyUnderAKeyIsAMistakeAndUnderARequestIdAnotherRequest() {
        first(STRICT, "h").answered(told(200, 1));
        first(LOOSE, "h");

        assertThat(repeats.enter(STRICT, "other", false)).isEqualTo(new Entrance.Reused());
        assertThat(repeats.enter(LOOSE, "other", false)).isEqualTo(new Entrance.Unremembered());
    }

    @Test
    void streamsAreGuardedWhileTheyRunAndNeverReplayed() {
        Claim stream = ((Entrance.First) repeats.enter(STRICT, "h", true)).claim();

        assertThat(repeats.enter(STRICT, "h", true)).isEqualTo(new Entrance.Running());
        assertThat(repeats.enter(STRICT, "other", true)).isEqualTo(new Entrance.Reused());
        assertThat(repeats.enter(LOOSE, "h", true)).isEqualTo(new Entrance.Unremembered());
        stream.answered(told(200, 1));

        assertThat(repeats.enter(STRICT, "h", true)).isInstanceOf(Entrance.First.class);
    }

    @Test
    void keysOfOtherPathsAndCallersAreOthers() {
        first(STRICT, "h").answered(told(200, 1));

        first(new Key("k2 /v1/messages", "abc", true), "h");
        first(new Key("k1 /v1/responses", "abc", true), "h");
    }

    @Test
    void roomIsBounded() {
        first(STRICT, "h").answered(told(200, 11));
        assertThat(repeats.activeKeys()).isZero();

        for (int i = 0; i < 4; i++) {
            first(new Key("s", "key " + i, true), "h").answered(told(200, i < 2 ? 10 : 5));
        }
        assertThat(repeats.activeKeys()).isEqualTo(3);

        first(new Key("s", "key 5", true), "h").answered(told(200, 10));
        assertThat(repeats.activeKeys()).isEqualTo(3);
        first(new Key("s", "key 0", true), "h").forgotten();
    }

    @Test
    void clearingForgetsAnswersAndKeepsRunningRequests() {
        first(STRICT, "h").answered(told(200, 1));
        first(LOOSE, "h");

        assertThat(repeats.clear()).isEqualTo(1);

        first(STRICT, "h");
        assertThat(repeats.enter(LOOSE, "h", false)).isInstanceOf(Entrance.Wait.class);
    }
}
