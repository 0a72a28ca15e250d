package io.omniroute.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import io.omniroute.admin.InFlight.ActiveRequest;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageStore;
import io.omniroute.domain.usage.UsageTotals;

/** What was used: sums over all booked requests, and the newest lines of the request log. */
public final class UsageAdmin {
    public static final String LOG_FILE = "log.txt";
    private static final int MINUTES = 10;
    private static final int LINES = 200;
    private final UsageStore usage;
    private final InFlight inFlight;
    private final Supplier<Snapshot> snapshots;
    private final Path dataDirectory;
    private final Clock clock;

    public UsageAdmin(UsageStore usage, InFlight inFlight, Supplier<Snapshot> snapshots, Path dataDirectory,
            Clock clock) {
        this.usage = usage;
        this.inFlight = inFlight;
        this.snapshots = snapshots;
        this.dataDirectory = dataDirectory;
        this.clock = clock;
    }

    /** Everything that was booked, and what is under way. */
    public Overview overview() {
        return new Overview(usage.totals(Instant.EPOCH), by(UsageGroup.By.PROVIDER), by(UsageGroup.By.MODEL),
                accounts(), by(UsageGroup.By.API_KEY), usage.perMinute(clock.instant(), MINUTES), inFlight.active());
    }

    /**
     * The sums.
     *
     * @param lastMinutes oldest first
     */
    public record Overview(UsageTotals totals, List<UsageGroup> byProvider, List<UsageGroup> byModel,
            List<UsageGroup> byAccount, List<UsageGroup> byApiKey, List<UsageTotals> lastMinutes,
            List<ActiveRequest> active) {}

    /** The last 200 lines of the request log, newest first; empty when nothing was logged yet. */
    public List<String> newestLogLines() {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve(LOG_FILE), StandardCharsets.UTF_8);
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).reversed();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + LOG_FILE, e);
        }
    }

    private List<UsageGroup> by(UsageGroup.By group) {
        return usage.totalsBy(group, Instant.EPOCH);
    }

    /** Accounts under their names as long as they exist. */
    private List<UsageGroup> accounts() {
        Snapshot snapshot = snapshots.get();
        return by(UsageGroup.By.ACCOUNT).stream()
                .map(group -> snapshot.connections().stream().filter(c -> c.id().equals(group.key())).findFirst()
                        .map(c -> new UsageGroup(group.key(), c.name(), group.totals())).orElse(group))
                .toList();
    }
}
