package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.SECRETS;
import static io.omniroute.persistence.Samples.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.budget.CostEntry;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves of the ledger: a part of what was booked, nothing twice, nothing invented. */
class LedgerInvariantTest {
    private static final Instant NOON = Samples.NOON;

    @TempDir
    Path dataDir;

    @Test
    void killedWriterLosesTheNewestLinesOnlyAndALaterRunBooksNothingTwice() throws Exception {
        Map<String, CostEntry> told = new ConcurrentHashMap<>();
        Path copy = Files.createDirectory(dataDir.resolve("as-left-by-a-kill"));
        try (var database = Database.open(DatabaseSettings.sqlite(dataDir), SECRETS);
                var writer = new UsageWriter(database, dataDir)) {
            List<Thread> workers = new ArrayList<>();
            for (int worker = 0; worker < 64; worker++) {
                int number = worker;
                workers.add(Thread.ofVirtual().start(() -> {
                    for (int line = 0; line < 100; line++) {
                        var entry = new CostEntry(number + "-" + line, "k" + number % 4,
                                BigDecimal.valueOf(1 + line, 6).stripTrailingZeros(), NOON);
                        told.put(entry.attemptId(), entry);
                        writer.add(usage(NOON, "p", "m"));
                        writer.add(entry);
                    }
                }));
            }
            for (Thread worker : workers) {
                worker.join();
            }
            // what lies on the disk while the database is open is what a killed process leaves
            // (the one writing connection is held, so that no checkpoint runs between the copies)
            try (var pause = database.writes().getConnection()) {
                for (String name : List.of("storage.sqlite", "storage.sqlite-wal", "instance.id")) {
                    Files.copy(dataDir.resolve(name), copy.resolve(name));
                }
                assertThat(pause.isClosed()).isFalse();
            }
        }

        try (var survivor = Database.open(DatabaseSettings.sqlite(copy), SECRETS)) {
            List<CostEntry> kept = lines(survivor);
            assertThat(told.values()).containsAll(kept);
            assertThat(kept).doesNotHaveDuplicates();
            assertThat(survivor.usage().totals(NOON).requests())
                    .as("a request and its sums are kept together").isEqualTo(survivor.reports()
                            .perDay(java.time.LocalDate.EPOCH, java.time.LocalDate.MAX).stream()
                            .mapToLong(day -> day.requests()).sum());
            Set<String> before = kept.stream().map(CostEntry::attemptId).collect(Collectors.toSet());
            try (var writer = new UsageWriter(survivor, copy)) {
                told.values().forEach(writer::add);
            }
            assertThat(lines(survivor)).containsExactlyInAnyOrderElementsOf(told.values());
            assertThat(before).isSubsetOf(told.keySet());
        }
    }

    private static List<CostEntry> lines(Database database) {
        List<CostEntry> lines = new ArrayList<>();
        database.ledger().since(NOON, lines::add);
        return lines;
    }
}
