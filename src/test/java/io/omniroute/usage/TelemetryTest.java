package io.omniroute.usage;

import static io.omniroute.catalog.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private final Telemetry telemetry = new Telemetry();

    @Test
    void quantilesAreNearestRank() {
        assertThat(Quantiles.of(LongStream.rangeClosed(1, 100))).isEqualTo(new Quantiles(100, 50, 95, 99));
        assertThat(Quantiles.of(LongStream.of(30, 10, 20))).isEqualTo(new Quantiles(3, 20, 30, 30));
        assertThat(Quantiles.of(LongStream.of(7))).isEqualTo(new Quantiles(1, 7, 7, 7));
        assertThat(Quantiles.of(LongStream.empty())).isEqualTo(new Quantiles(0, 0, 0, 0));
    }

    @Test
    void summaryCoversTheWindowOnly() {
        telemetry.add(sample(NOW, 10, "openai"));
        telemetry.add(sample(NOW.minus(WINDOW), 20, "openai"));
        telemetry.add(sample(NOW.minus(WINDOW).minusMillis(1), 99, "openai"));

        assertThat(telemetry.summary(NOW, WINDOW).total()).isEqualTo(new Quantiles(2, 10, 20, 20));
    }

    @Test
    void phasesProvidersAndFirstTokenAreKeptApart() {
        telemetry.add(sample(NOW, 10, "openai"));
        telemetry.add(sample(NOW, 30, "groq"));
        telemetry.add(new Sample("r", NOW, new long[]{5, 0, 0, 0, 0, 0, 0}, 5, OptionalLong.empty(), "", "m", 400));

        Telemetry.Summary summary = telemetry.summary(NOW, WINDOW);

        assertThat(summary.providers()).containsOnlyKeys("openai", "groq");
        assertThat(summary.phases().get(Phase.PARSE).count()).isEqualTo(3);
        assertThat(summary.phases().get(Phase.STREAM)).isEqualTo(new Quantiles(2, 6, 6, 6));
        assertThat(summary.ttft().count()).isEqualTo(2);
    }

    @Test
    void onlyTheLastThousandAreKept() {
        IntStream.rangeClosed(1, 1500).forEach(i -> telemetry.add(sample(NOW, i, "openai")));

        assertThat(telemetry.since(NOW)).hasSize(1000).extracting(Sample::totalNanos).contains(501L, 1500L)
                .doesNotContain(500L);
    }

    @Test
    void threadsThatAddAtOnceLoseNothing() throws InterruptedException {
        Thread[] threads = IntStream.range(0, 8)
                .mapToObj(t -> Thread.ofVirtual().start(() -> IntStream.range(0, 100)
                        .forEach(i -> telemetry.add(sample(NOW, t * 100L + i, "openai")))))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(telemetry.since(NOW)).hasSize(800).extracting(Sample::totalNanos).doesNotHaveDuplicates();
    }

    @Test
    void sampleNeedsEveryPhase() {
        assertThatThrownBy(() -> new Sample("r", NOW, new long[3], 1, OptionalLong.empty(), "", "m", 200))
                .hasMessage("a sample needs 7 phases, has 3");
    }

    private static Sample sample(Instant at, long totalNanos, String provider) {
        return new Sample("r", at, new long[]{1, 2, 3, 4, 5, 6, 7}, totalNanos, OptionalLong.of(4), provider, "m", 200);
    }
}
