package io.omniroute.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.resilience.ModelSlots.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ModelSlotsTest {
    private static final String ENTRY = "combo p/m";
    private final SetTime time = new SetTime();
    private final ModelSlots slots = new ModelSlots(time.piece);

    private Optional<Slot> take(String entry, int places) throws InterruptedException {
        return slots.acquire(entry, places, Patience.NONE);
    }

    @Test
    void thereAreAsManyPlacesAsSaidForEachEntry() throws InterruptedException {
        Optional<Slot> first = take(ENTRY, 2);
        Optional<Slot> second = take(ENTRY, 2);

        assertThat(first).isPresent();
        assertThat(second).isPresent();
        assertThat(take(ENTRY, 2)).isEmpty();
        assertThat(take("combo q/m", 2)).isPresent();
    }

    @Test
    void aPlaceIsGivenBackOnce() throws InterruptedException {
        Slot first = take(ENTRY, 2).orElseThrow();
        assertThat(take(ENTRY, 2)).isPresent();
        first.close();
        first.close();

        assertThat(take(ENTRY, 2)).isPresent();
        assertThat(take(ENTRY, 2)).isEmpty();
    }

    @Test
    void noPlaceAtAllIsOne() throws InterruptedException {
        assertThat(take(ENTRY, 0)).isPresent();
        assertThat(take(ENTRY, 0)).isEmpty();
    }

    @Test
    void aPauseLetsNobodyInUntilItIsOver() throws InterruptedException {
        slots.pause(ENTRY, Duration.ofSeconds(30));

        assertThat(take(ENTRY, 3)).isEmpty();
        time.jump(Duration.ofHours(1));
        assertThat(take(ENTRY, 3)).isEmpty();
        time.forward(Duration.ofSeconds(31));
        assertThat(take(ENTRY, 3)).isPresent();
    }

    @Test
    void whoWaitsGetsThePlaceThatBecomesFreeAndNeverMoreThanThereAre() throws InterruptedException {
        var real = new ModelSlots(Timepiece.system());
        var patience = new Patience(Duration.ofSeconds(15), () -> false);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var served = new AtomicInteger();
        var start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                    try (Slot slot = real.acquire(ENTRY, 3, patience).orElseThrow()) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        served.incrementAndGet();
                        inside.decrementAndGet();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(served).hasValue(30);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void whoseClientLeftWaitsNoLonger() throws InterruptedException {
        var real = new ModelSlots(Timepiece.system());
        assertThat(real.acquire(ENTRY, 1, Patience.NONE)).isPresent();

        assertThat(real.acquire(ENTRY, 1, new Patience(Duration.ofMinutes(10), () -> true))).isEmpty();
    }
}
