package io.omniroute.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

import io.omniroute.admin.InFlight.ActiveRequest;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageReports;
import io.omniroute.domain.usage.UsageStore;
import io.omniroute.domain.usage.UsageSum;
import io.omniroute.domain.usage.UsageTotals;

/** What was used: sums over all booked requests, and the newest lines of the request log. */
public final class UsageAdmin {
    public static final String LOG_FILE = "log.txt";
    private static final int MINUTES = 10;
    private static final int LINES = 200;
    private final UsageStore usage;
    private final UsageReports reports;
    private final InFlight inFlight;
    private final Supplier<Snapshot> snapshots;
    private final Path dataDirectory;
    private final Clock clock;

    public UsageAdmin(UsageStore usage, UsageReports reports, InFlight inFlight, Supplier<Snapshot> snapshots,
            Path dataDirectory,
            Clock clock) {
        this.usage = usage;
        this.reports = reports;
        this.inFlight = inFlight;
        this.snapshots = snapshots;
        this.dataDirectory = dataDirectory;
        this.clock = clock;
    }

    /** Everything that was booked, and what is under way. */
    public Overview overview() {
        List<UsageGroup> providers = by(UsageGroup.By.PROVIDER);
        return new Overview(total(providers), providers, by(UsageGroup.By.MODEL), accounts(), by(UsageGroup.By.API_KEY),
                usage.perMinute(clock.instant(), MINUTES), inFlight.active());
    }

    private static UsageTotals total(List<UsageGroup> groups) {
        return groups.stream().map(UsageGroup::totals).reduce(UsageTotals.NONE, UsageTotals::plus);
    }

    /**
     * The sums.
     *
     * @param lastMinutes oldest first
     */
    public record Overview(UsageTotals totals, List<UsageGroup> byProvider, List<UsageGroup> byModel,
            List<UsageGroup> byAccount, List<UsageGroup> byApiKey, List<UsageTotals> lastMinutes,
            List<ActiveRequest> active) {}

    /**
     * What is known of the quota of an account.
     *
     * @throws RefusedException when there is no such connection
     */
    public String quota(String connectionId) {
        Connection connection = snapshots.get().connections().stream().filter(it -> it.id().equals(connectionId))
                .findFirst().orElseThrow(() -> RefusedException.notFound("Connection not found"));
        return connection.authType() == AuthType.APIKEY
                ? "Usage not available for API key connections"
                : "Usage not available for " + connection.provider();
    }

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
        return reports.by(group, LocalDate.EPOCH, LocalDate.MAX).stream().map(sum -> group(group, sum)).toList();
    }

    private static UsageGroup group(UsageGroup.By by, UsageSum sum) {
        String key = by == UsageGroup.By.MODEL ? sum.key() + " (" + sum.sub() + ")" : sum.key();
        return new UsageGroup(key, by == UsageGroup.By.MODEL ? key : sum.label(), sum.totals());
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
