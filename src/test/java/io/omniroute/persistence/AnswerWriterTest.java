package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.cache.AnswerStore;
import io.omniroute.domain.cache.KeptAnswer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
    /** Notes what it is told; can be away. */
    private static final class FakeStore implements AnswerStore {
        private final List<String> told = new ArrayList<>();
        private boolean away;

        private int note(String what) {
            if (away) {
                throw new StoreException("away");
            }
            told.add(what);
            return 1;
        }

        @Override
        public List<KeptAnswer> newest(int most, Instant now) {
            return List.of();
        }

        @Override
        public void keep(Collection<KeptAnswer> answers) {
            note("keep " + answers.stream().map(it -> it.signature() + it.tokens()).toList());
        }

        @Override
        public void reused(Map<String, Integer> times) {
            note("reused " + times);
        }

        @Override
        public int dropExpired(Instant now) {
            return note("drop " + now);
        }

        @Override
        public int clear() {
            return note("clear");
        }

        @Override
        public long count() {
            return 0;
        }
    }

    private final FakeStore store = new FakeStore();
    private final AnswerWriter writer = new AnswerWriter(store, Clock.fixed(NOON, ZoneOffset.UTC));

    private static KeptAnswer answer(String signature, long tokens, String reply) {
        return new KeptAnswer(signature, "p/m", reply, tokens, NOON, NOON.plusSeconds(9), Optional.empty());
    }

    private void writeAndStop() {
        writer.start(() -> {});
        writer.close();
    }

    @Test
    void whatWaitsIsWrittenOnceAndExpiredAnswersAreDropped() {
        writer.keep(answer("a", 1, "{}"));
        writer.keep(answer("b", 2, "{}"));
        writer.keep(answer("a", 3, "{}"));
        writer.reused("a");
        writer.reused("a");

        writeAndStop();

        assertThat(store.told).containsExactly("keep [a3, b2]", "reused {a=2}", "drop " + NOON);
    }

    @Test
    void memoryIsFilledBeforeAnythingIsWritten() {
        writer.keep(answer("a", 1, "{}"));

        writer.start(() -> store.note("filled"));
        writer.close();

        assertThat(store.told).startsWith("filled", "keep [a1]");
    }

    @Test
    void forgottenAnswersAreNotWritten() {
        writer.keep(answer("a", 1, "{}"));
        writer.reused("a");

        writer.forget();
        writeAndStop();

        assertThat(store.told).containsExactly("drop " + NOON);
    }

    @Test
    void whatFindsNoRoomIsLeftOut() {
        String large = "x".repeat(10 << 20);
        writer.keep(answer("a", 1, large));
        writer.keep(answer("b", 1, large));
        IntStream.range(0, 2_000).forEach(i -> writer.keep(answer("c" + i, 1, "")));

        writeAndStop();

        assertThat(store.told.getFirst()).startsWith("keep [a1, c0").contains("c9981").doesNotContain("b1", "c9991");
    }

    @Test
    void databaseThatIsAwayStopsNobody() {
        store.away = true;
        writer.keep(answer("a", 1, "{}"));

        writeAndStop();

        assertThat(store.told).isEmpty();
    }

    @Test
    void writerThatNeverStartedCloses() {
        writer.close();

        assertThat(store.told).isEmpty();
    }
}
