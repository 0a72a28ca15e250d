package io.omniroute.journal;

import static io.omniroute.journal.Played.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.log.StageFile;
import io.omniroute.journal.FileRequestLog.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FileRequestLogTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    @TempDir
    Path data;

    private FileRequestLog log(int waiting) {
        return new FileRequestLog(data, ZoneOffset.UTC, new Limits(waiting, 1 << 20, 1 << 16, Duration.ofSeconds(5)));
    }

    private static Played request(String model) {
        return new Played("openai", "claude", model, NOON);
    }

    @Test
    void whatWaitsIsWrittenBeforeTheEnd() {
        var requests = List.of(request("a/b"), request("a/b"), request("other"));
        try (var log = log(10)) {
            requests.forEach(log::add);
        }

        assertThat(data.resolve("logs").toFile().list()).containsExactlyInAnyOrder("openai_claude_a-b_20261120_120000",
                "openai_claude_a-b_20261120_120000_1", "openai_claude_other_20261120_120000");
        assertThat(requests).allSatisfy(request -> assertThat(request.closed).hasValue(1));
    }

    @Test
    void callersNeverWaitAndWhatFindsNoRoomIsCountedAndClosed() throws InterruptedException {
        var held = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        var slow = new Played("a", "b", "slow", NOON, () -> {
            reached.countDown();
            await(held);
            return List.of(stage(StageFile.ERROR, "{}"));
        });
        var waits = request("waits");
        var lost = request("lost");
        try (var log = log(1)) {
            log.add(slow);
            assertThat(reached.await(5, TimeUnit.SECONDS)).isTrue();
            log.add(waits);
            log.add(lost);

            assertThat(lost.closed).hasValue(1);
            assertThat(log.lost()).isEqualTo(1);
            held.countDown();
        }

        assertThat(data.resolve("logs")).isDirectoryContaining("glob:**waits**").isDirectoryContaining("glob:**slow**")
                .isDirectoryNotContaining("glob:**lost**");
    }

    @Test
    void aRequestWhoseStagesFailIsNotTheEnd() {
        var broken = new Played("a", "b", "broken", NOON, () -> {
            throw new IllegalStateException("no stages");
        });
        FileRequestLog log = log(10);
        try (log) {
            log.add(broken);
            log.add(request("next"));
        }

        assertThat(log.lost()).isEqualTo(1);
        assertThat(broken.closed).hasValue(1);
        assertThat(data.resolve("logs")).isDirectoryContaining("glob:**next**");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsCounted() throws IOException {
        Files.writeString(data.resolve("logs"), "a file stands in the way");
        FileRequestLog log = log(10);
        try (log) {
            log.add(request("m"));
        }

        assertThat(log.lost()).isEqualTo(1);
    }

    @Test
    void whatComesAfterTheEndIsClosed() {
        FileRequestLog log = log(10);
        log.close();
        var late = request("late");
        log.add(late);

        assertThat(late.closed).hasValue(1);
        assertThat(log.lost()).isEqualTo(1);
    }

    @Test
    void nothingIsMadeBeforeTheFirstRequest() {
        log(10).close();

        assertThat(data.resolve("logs")).doesNotExist();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
