package io.omniroute.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.resilience.Rotation.Chosen;
import io.omniroute.resilience.Rotation.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RotationTest {
    private final SetTime time = new SetTime();
    private final Rotation rotation = new Rotation(time.piece);

    private void use(String provider, String account, int consecutive) {
        rotation.choosing(provider, uses -> Optional.of(new Chosen<>(account, consecutive, account)));
    }

    /** As least-recently-used does. */
    private String longestUnused(String provider, List<String> accounts) {
        return rotation.choosing(provider, uses -> accounts.stream()
                .min(Comparator.comparing((String it) -> uses.of(it).map(Use::at).orElse(Instant.MIN)))
                .map(it -> new Chosen<>(it, 1, it))).orElseThrow();
    }

    @Test
    void aChoiceIsMarkedBeforeTheNextOne() {
        assertThat(rotation.last("p", "a")).isEmpty();

        use("p", "a", 1);
        time.forward(Duration.ofSeconds(2));
        use("p", "a", 2);

        assertThat(rotation.last("p", "a")).contains(new Use(SetTime.START.plusSeconds(2), 2));
        assertThat(rotation.last("p", "b")).isEmpty();
        assertThat(rotation.last("q", "a")).isEmpty();
        assertThat(rotation.<String>choosing("p", uses -> uses.of("a").map(it -> new Chosen<>("b", 1, "seen"))))
                .contains("seen");
    }

    @Test
    void noChoiceMarksNobody() {
        assertThat(rotation.choosing("p", uses -> Optional.empty())).isEmpty();

        assertThat(rotation.last("p", "a")).isEmpty();
    }

    @Test
    void usesKeepTheirOrderWhenTheClockStandsStillOrGoesBack() {
        List<Instant> seen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            use("p", "a", 1);
            seen.add(rotation.last("p", "a").orElseThrow().at());
            if (i == 2) {
                time.jump(Duration.ofHours(-3));
            }
        }

        assertThat(seen).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void manyAtOnceAreServedInTurn() throws InterruptedException {
        List<String> accounts = List.of("a", "b", "c", "d");
        List<String> chosen = java.util.Collections.synchronizedList(new ArrayList<>());
        var start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    chosen.add(longestUnused("p", accounts));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        accounts.forEach(account -> assertThat(chosen).filteredOn(account::equals).hasSize(10));
    }

    @Test
    void aChoiceThatFailsLeavesTheDoorOpen() {
        assertThatThrownBy(() -> rotation.choosing("p", uses -> {
            throw new IllegalStateException("broken");
        })).isInstanceOf(IllegalStateException.class);

        assertThat(longestUnused("p", List.of("a"))).isEqualTo("a");
    }
}
