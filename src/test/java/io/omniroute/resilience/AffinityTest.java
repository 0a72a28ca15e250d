package io.omniroute.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.resilience.Shown;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AffinityTest {
    private static final Duration ALMOST = Duration.ofMinutes(30).minusNanos(1);
    private final SetTime time = new SetTime();
    private final Affinity affinity = new Affinity(time.piece);

    @Test
    void aConversationStaysWithItsAccountAtEachProvider() {
        affinity.touch("s");
        affinity.bind("s", "p", "a");
        affinity.bind("s", "q", "b");

        assertThat(affinity.account("s", "p")).contains("a");
        assertThat(affinity.account("s", "q")).contains("b");
        assertThat(affinity.account("s", "r")).isEmpty();
        assertThat(affinity.account("other", "p")).isEmpty();
    }

    @Test
    void itIsForgottenHalfAnHourAfterItsLastUse() {
        affinity.touch("s");
        affinity.bind("s", "p", "a");

        time.forward(ALMOST);
        assertThat(affinity.account("s", "p")).contains("a");
        affinity.touch("s");
        time.forward(ALMOST);
        assertThat(affinity.account("s", "p")).contains("a");
        time.forward(Duration.ofNanos(1));
        assertThat(affinity.account("s", "p")).isEmpty();
        assertThat(affinity.all()).isEmpty();
    }

    @Test
    void whatComesBackLaterBeginsAnew() {
        affinity.touch("s");
        affinity.bind("s", "p", "a");
        time.forward(Duration.ofMinutes(31));

        affinity.touch("s");

        assertThat(affinity.account("s", "p")).isEmpty();
        assertThat(affinity.all()).singleElement().satisfies(it -> {
            assertThat(it.requests()).isEqualTo(1);
            assertThat(it.createdAt()).isEqualTo(SetTime.START.plus(Duration.ofMinutes(31)));
            assertThat(it.age()).isZero();
        });
    }

    @Test
    void aClockThatIsSetEndsNothing() {
        affinity.touch("s");
        affinity.bind("s", "p", "a");

        time.jump(Duration.ofDays(1));
        assertThat(affinity.account("s", "p")).contains("a");
        time.jump(Duration.ofDays(-2));
        assertThat(affinity.account("s", "p")).contains("a");
        affinity.touch("s");
        assertThat(affinity.all().getFirst().age()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void aReleasedAccountIsLetGoOfAtItsProviderAlone() {
        affinity.touch("s");
        affinity.bind("s", "p", "a");
        affinity.bind("s", "q", "b");

        affinity.release("s", "p");

        assertThat(affinity.account("s", "p")).isEmpty();
        assertThat(affinity.account("s", "q")).contains("b");
    }

    @Test
    void onlyWhatWasTouchedIsBound() {
        affinity.bind("s", "p", "a");

        assertThat(affinity.account("s", "p")).isEmpty();
        assertThat(affinity.all()).isEmpty();
    }

    @Test
    void theLatestUsedStandsFirst() {
        affinity.touch("one");
        time.forward(Duration.ofSeconds(1));
        affinity.touch("two");
        time.forward(Duration.ofSeconds(1));
        affinity.touch("one");

        assertThat(affinity.all()).extracting(Shown.Conversation::id).containsExactly("one", "two");
        assertThat(affinity.all().getFirst().requests()).isEqualTo(2);
        assertThat(affinity.all().getFirst().age()).isEqualTo(Duration.ofSeconds(2));
    }
}
