package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageSum;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million requests: the reports give the same figures as all rows added up. Prints how long they take. */
class MillionRowsTest {
    private static final int ROWS = 1_000_000;
    private static final int BATCH = 10_000;
    private static final String RAW = "select count(*), sum(case when success then 1 else 0 end), sum(tokens_input),"
            + " sum(tokens_output), sum(cost_usd) from usage_history";

    @TempDir
    Path dataDir;

    @Test
    void reportsOverAMillionRowsAreTheSumsOfTheRows() throws Exception {
        try (var database = Database.open(DatabaseSettings.sqlite(dataDir), SECRETS)) {
            fill(database);
            try (var connection = database.writes().getConnection();
                    var rows = connection.createStatement().executeQuery(RAW)) {
                for (UsageGroup.By by : UsageGroup.By.values()) {
                    List<UsageSum> sums = database.reports().by(by, LocalDate.EPOCH, LocalDate.MAX);
                    assertThat(sums.stream().mapToLong(UsageSum::requests).sum()).isEqualTo(rows.getLong(1));
                    assertThat(sums.stream().mapToLong(UsageSum::successes).sum()).isEqualTo(rows.getLong(2));
                    assertThat(sums.stream().mapToLong(UsageSum::inputTokens).sum()).isEqualTo(rows.getLong(3));
                    assertThat(sums.stream().mapToLong(UsageSum::outputTokens).sum()).isEqualTo(rows.getLong(4));
                    assertThat(sums.stream().mapToDouble(sum -> sum.costUsd().doubleValue()).sum())
                            .isCloseTo(rows.getDouble(5), org.assertj.core.data.Percentage.withPercentage(1e-7));
                }
            }
            System.out.println("reports over " + ROWS + " rows, ms: " + timings(database));
        }
    }

    private static void fill(Database database) throws Exception {
        var random = new Random(11);
        var table = new UsageTable(database.writes());
        for (int row = 0; row < ROWS; row += BATCH) {
            List<BookLine> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                UsageEntry entry = Samples.random(random);
                batch.add(new BookLine.Usage(entry));
            }
            table.book(batch);
        }
    }

    /** What one page of analytics asks, fifty times. */
    private static List<Long> timings(Database database) {
        List<Long> millis = new ArrayList<>();
        for (int run = 0; run < 50; run++) {
            long start = System.nanoTime();
            var reports = database.reports();
            reports.perDay(LocalDate.EPOCH, LocalDate.MAX);
            reports.perDay(LocalDate.EPOCH, LocalDate.MAX);
            reports.perDayAndModel(LocalDate.EPOCH, LocalDate.MAX);
            for (UsageGroup.By by : UsageGroup.By.values()) {
                reports.by(by, LocalDate.EPOCH, LocalDate.MAX);
            }
            millis.add((System.nanoTime() - start) / 1_000_000);
        }
        millis.sort(null);
        return List.of(millis.get(25), millis.get(47), millis.getLast());
    }
}
