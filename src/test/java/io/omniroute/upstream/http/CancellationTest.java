package io.omniroute.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.Failure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void firstReasonWinsAndTheActionRunsOnce() {
        var limit = new Failure.Timeout("no headers", Duration.ofSeconds(1));
        cancellation.onCancel(runs::incrementAndGet);
        assertThat(cancellation.cancelled()).isFalse();

        cancellation.cancel(limit);
        cancellation.cancel(new Failure.ClientGone());

        assertThat(cancellation.reason()).contains(limit);
        assertThat(cancellation.cancelled()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void laterActionReplacesTheFormer() {
        cancellation.onCancel(() -> runs.addAndGet(100));
        cancellation.onCancel(runs::incrementAndGet);

        cancellation.cancel(new Failure.ClientGone());

        assertThat(runs).hasValue(1);
    }

    @Test
    void actionRegisteredAfterTheCancelRunsAtOnce() {
        cancellation.cancel(new Failure.ClientGone());

        cancellation.onCancel(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void actionMayAskTheCancellationItself() {
        cancellation.onCancel(() -> cancellation.onCancel(runs::incrementAndGet));

        cancellation.cancel(new Failure.ClientGone());

        assertThat(runs).hasValue(1);
    }

    @Test
    void raceOfCancelAndRegistrationRunsTheActionExactlyOnce() {
        for (int i = 0; i < 2_000; i++) {
            var raced = new Cancellation();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.submit(() -> raced.cancel(new Failure.ClientGone()));
                threads.submit(() -> raced.onCancel(runs::incrementAndGet));
            }
            assertThat(runs.getAndSet(0)).isOne();
        }
    }
}
