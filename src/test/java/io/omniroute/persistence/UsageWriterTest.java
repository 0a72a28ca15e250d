package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.NOON;
import static io.omniroute.persistence.Samples.failure;
import static io.omniroute.persistence.Samples.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.omniroute.domain.usage.UsageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageWriterTest {
    /** Keeps entries in memory; can be away, and refuses a model called {@code poison}. */
    private static final class FakeLedger implements UsageWriter.Ledger {
        private final List<UsageEntry> booked = new CopyOnWriteArrayList<>();
        private final AtomicInteger attempts = new AtomicInteger();
        private volatile boolean away;

        @Override
        public void book(List<BookLine> lines) throws SQLException {
            List<UsageEntry> entries = lines.stream().filter(BookLine.Usage.class::isInstance)
                    .map(line -> ((BookLine.Usage) line).entry()).toList();
            attempts.incrementAndGet();
            if (away) {
                throw new SQLException("connection refused", "08001");
            }
            if (entries.stream().anyMatch(entry -> entry.model().equals("poison"))) {
                throw new SQLException("value out of range", "22003");
            }
            booked.addAll(entries);
        }
    }

    @TempDir
    Path dataDir;
    private final FakeLedger ledger = new FakeLedger();

    @Test
    void entriesWaitWhileTheDatabaseIsAway() {
        ledger.away = true;
        try (var writer = writer(1_000)) {
            add(writer, 10);
            await().until(() -> ledger.attempts.get() >= 3);

            ledger.away = false;

            await().atMost(Duration.ofSeconds(5)).until(() -> ledger.booked.size() == 10);
        }
        assertThat(ledger.booked).hasSize(10);
    }

    @Test
    void fullQueueLosesTheNewestAndNeverBlocks() {
        ledger.away = true;
        try (var writer = writer(50)) {
            add(writer, 1);
            await().until(() -> ledger.attempts.get() >= 1);

            add(writer, 20_000);

            ledger.away = false;
        }
        assertThat(ledger.booked.size()).isBetween(51, 19_999);
    }

    @Test
    void entryTheDatabaseNeverTakesDoesNotHoldUpTheOthers() {
        try (var writer = writer(100)) {
            writer.add(usage(NOON, "p", "first"));
            writer.add(usage(NOON, "p", "poison"));
            writer.add(usage(NOON, "p", "last"));
        }

        assertThat(ledger.booked).extracting(UsageEntry::model).containsExactly("first", "last");
    }

    @Test
    void closingGivesUpWhenTheDatabaseStaysAway() {
        ledger.away = true;
        var writer = writer(100);
        add(writer, 3);

        long start = System.nanoTime();
        writer.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(ledger.booked).isEmpty();
    }

    @Test
    void linesOfTheLogShowEachState() throws IOException {
        try (var writer = writer(100)) {
            writer.pending("gpt-5", "openai", "first account");
            writer.add(usage(NOON.plusSeconds(1), "openai", "gpt-5"));
            writer.add(failure(NOON.plusSeconds(2), 429, "rate_limited"));
            writer.add(failure(NOON.plusSeconds(3), 200, "truncated"));
        }

        assertThat(Files.readAllLines(log())).containsExactly(
                "20-11-2026 12:00:00 | gpt-5 | OPENAI | first account | - | - | PENDING",
                "20-11-2026 12:00:01 | gpt-5 | OPENAI | first account | 100 | 20 | 200 OK",
                "20-11-2026 12:00:02 | gpt-5 | - | - | 0 | 0 | FAILED 429",
                "20-11-2026 12:00:03 | gpt-5 | - | - | 0 | 0 | FAILED truncated");
    }

    @Test
    void aNoteIsALineOfTheLogAndNothingElse() throws IOException {
        try (var writer = writer(100)) {
            writer.note(usage(NOON, "bypass", "gpt-5"));
        }

        assertThat(ledger.booked).isEmpty();
        assertThat(Files.readAllLines(log())).singleElement().asString().contains("| gpt-5 | BYPASS |", "| 200 OK");
    }

    @Test
    void logKeepsTheLastLinesOverARestart() throws IOException {
        try (var writer = writer(1_000)) {
            add(writer, 150);
        }

        try (var writer = writer(1_000)) {
            IntStream.range(150, 260).forEach(i -> writer.add(usage(NOON, "p", "m" + i)));
        }

        List<String> lines = Files.readAllLines(log());
        assertThat(lines).hasSize(200);
        assertThat(lines.getFirst()).contains("| m60 |");
        assertThat(lines.getLast()).contains("| m259 |");
    }

    @Test
    void modelNameCannotForgeALine() throws IOException {
        try (var writer = writer(10)) {
            writer.pending("x\n01-01-2026 0:00:00 | y", "p|q", " ");
        }

        assertThat(Files.readAllLines(log()))
                .containsExactly("20-11-2026 12:00:00 | x 01-01-2026 0:00:00   y | P Q | - | - | - | PENDING");
    }

    @Test
    void logIsWrittenSoonWithoutClosing() {
        try (var writer = writer(10)) {
            writer.pending("m", "p", "a");

            await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> assertThat(log()).isNotEmptyFile());
        }
    }

    private static void add(UsageWriter writer, int count) {
        IntStream.range(0, count).forEach(i -> writer.add(usage(NOON, "p", "m" + i)));
    }

    private Path log() {
        return dataDir.resolve("log.txt");
    }

    private UsageWriter writer(int capacity) {
        var limits = new UsageWriter.Limits(capacity, Duration.ofMillis(20), Duration.ofMillis(20),
                Duration.ofMillis(200));
        return new UsageWriter(ledger, new RequestLog(log(), ZoneOffset.UTC), limits,
                Clock.fixed(NOON, ZoneOffset.UTC));
    }
}
