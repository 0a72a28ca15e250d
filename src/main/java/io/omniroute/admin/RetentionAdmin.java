package io.omniroute.admin;

import io.omniroute.audit.AuditTrail;
import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.domain.log.Attic;
import io.omniroute.domain.log.Kept;
import io.omniroute.domain.settings.LogSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Removes what is older than it may be (40 section 12, Retention). */
public final class RetentionAdmin {
    private static final Duration FILES = Duration.ofDays(7);
    private static final Duration COSTS = Duration.ofDays(400);
    private final Attic attic;
    private final Supplier<LogSettings> settings;
    private final AuditTrail audit;
    private final Clock clock;

    public RetentionAdmin(Attic attic, Supplier<LogSettings> settings, AuditTrail audit, Clock clock) {
        this.attic = attic;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Clears everything out that is too old, in small steps.
     *
     * @param goOn asked between the steps
     * @return how much of what was removed, without what had nothing
     */
    public Map<Kept, Integer> clean(BooleanSupplier goOn) {
        Instant now = clock.instant();
        Map<Kept, Integer> removed = new TreeMap<>();
        for (Kept kept : Kept.values()) {
            int count = clean(kept, now.minus(age(kept)), goOn);
            if (count > 0) {
                removed.put(kept, count);
            }
        }
        if (!removed.isEmpty()) {
            Map<String, Object> details = new TreeMap<>();
            removed.forEach((kept, count) -> details.put(kept.name().toLowerCase(Locale.ROOT), count));
            audit.record(new AuditEvent(now, "compliance.cleanup", "system", null, details, null, null, "ok"));
        }
        return removed;
    }

    private int clean(Kept kept, Instant before, BooleanSupplier goOn) {
        int removed = 0;
        int step = 1;
        while (step > 0 && goOn.getAsBoolean()) {
            step = attic.clear(kept, before);
            removed += step;
        }
        return removed;
    }

    /** Daily sums outlive the requests they add up: they say nothing of a single one. */
    private Duration age(Kept kept) {
        Duration logs = Duration.ofDays(settings.get().retentionDays());
        return switch (kept) {
            case USAGE, CALLS -> logs;
            case AUDIT -> logs.multipliedBy(2);
            case CALL_FILES -> FILES;
            case COSTS, DAILY_SUMS -> logs.compareTo(COSTS) > 0 ? logs : COSTS;
        };
    }
}
