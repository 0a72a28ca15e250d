package io.omniroute.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.connection.Connection;
import io.omniroute.oauth.Renewal.Failed;
import io.omniroute.oauth.Renewal.Renewed;
import io.omniroute.oauth.Renewal.Revoked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RefreshesTest {
    private static final Connection USED = Given.account("a", "claude", 1, Given.NOW);
    private static final Connection NEW = Given.account("a", "claude", 1, Given.NOW.plusSeconds(1));

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> waited = new ArrayList<>();

    private Refreshes refreshes(Function<Integer, Renewal> answers) {
        return new Refreshes(new TokenIssuer() {
            @Override
            public boolean renews(Connection connection) {
                return true;
            }

            @Override
            public Renewal renew(Connection connection) {
                return answers.apply(asked.incrementAndGet());
            }
        }, now::get, waited::add);
    }

    @Test
    void twoHundredThreadsOnAnExpiredAccountRenewItOnce() throws Exception {
        var begun = new CountDownLatch(1);
        Refreshes refreshes = refreshes(call -> {
            begun.countDown();
            sleep();
            return new Renewed(NEW);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Renewal>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(() -> refreshes.renewed(USED));
            }
            for (Future<Renewal> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(new Renewed(NEW));
            }
        }
        assertThat(asked).hasValue(1);
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoComesLateWithTheOldTokenGetsTheNewOne() {
        Refreshes refreshes = refreshes(call -> new Renewed(NEW));
        refreshes.renewed(USED);

        assertThat(refreshes.renewed(USED)).isEqualTo(new Renewed(NEW));
        assertThat(asked).hasValue(1);
    }

    @Test
    void aTokenThatIsRefusedAtOnceIsNotRenewedAgain() {
        Refreshes refreshes = refreshes(call -> new Renewed(NEW));
        refreshes.renewed(USED);

        assertThat(refreshes.renewed(NEW)).isInstanceOf(Failed.class);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(refreshes.renewed(NEW)).isInstanceOf(Renewed.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFailureIsTriedThreeTimesWithGrowingPauses() {
        Refreshes refreshes = refreshes(call -> call < 3 ? new Failed("503") : new Renewed(NEW));

        assertThat(refreshes.renewed(USED)).isEqualTo(new Renewed(NEW));
        assertThat(waited).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aRevokedAccountIsAskedOnce() {
        Refreshes refreshes = refreshes(call -> new Revoked("invalid_grant"));

        assertThat(refreshes.renewed(USED)).isEqualTo(new Revoked("invalid_grant"));
        assertThat(asked).hasValue(1);
        assertThat(waited).isEmpty();
    }

    @Test
    void anIssuerThatFailsByDefectLeavesNobodyWaiting() {
        Refreshes refreshes = refreshes(call -> {
            throw new IllegalStateException("defect");
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> refreshes.renewed(USED)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> refreshes.renewed(USED)))
                .isInstanceOf(IllegalStateException.class);
    }
}
