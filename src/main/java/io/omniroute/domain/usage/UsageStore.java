package io.omniroute.domain.usage;

import java.time.Instant;
import java.util.List;

/** Sums over the booked requests, computed in the database. */
public interface UsageStore {
    /** Totals since a moment. */
    UsageTotals totals(Instant since);

    /** Totals since a moment, grouped. */
    List<UsageGroup> totalsBy(UsageGroup.By by, Instant since);

    /** One total per minute, oldest first, for the {@code minutes} full minutes up to and with that of {@code now}. */
    List<UsageTotals> perMinute(Instant now, int minutes);

    /** The newest entries, newest first, at most {@code limit}, older than {@code beforeId} when that is positive. */
    List<UsageRecord> newest(long beforeId, int limit);
}
