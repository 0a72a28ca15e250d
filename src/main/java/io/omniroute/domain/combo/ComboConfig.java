package io.omniroute.domain.combo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a combo is run; null = not set at this level, the next one decides (20 section 4.7: built-in, then the combo
 * defaults, then the overrides of the entry's provider, then the combo's own).
 *
 * @param maxRetries repeats of one entry
 * @param timeout to the first valuable chunk of a stream, to the whole answer otherwise
 * @param healthCheck entries that cannot serve are skipped without a try
 * @param healthCheckTimeout kept, without effect
 * @param maxDepth of nested combos, the outer one counts 1
 * @param concurrencyPerModel of round-robin
 * @param queueTimeout of round-robin
 */
public record ComboConfig(@Nullable ComboStrategy strategy, @Nullable Integer maxRetries, @Nullable Duration retryDelay,
        @Nullable Duration timeout, @Nullable Boolean healthCheck, @Nullable Duration healthCheckTimeout,
        @Nullable Integer maxDepth, @Nullable Boolean trackMetrics, @Nullable Integer concurrencyPerModel,
        @Nullable Duration queueTimeout) {
    public static final ComboConfig NONE = new ComboConfig(null, null, null, null, null, null, null, null, null, null);
    /** What this level does not set is taken from the level below. */
    public ComboConfig over(ComboConfig below) {
        return new ComboConfig(first(strategy, below.strategy), first(maxRetries, below.maxRetries),
                first(retryDelay, below.retryDelay), first(timeout, below.timeout),
                first(healthCheck, below.healthCheck), first(healthCheckTimeout, below.healthCheckTimeout),
                first(maxDepth, below.maxDepth), first(trackMetrics, below.trackMetrics),
                first(concurrencyPerModel, below.concurrencyPerModel), first(queueTimeout, below.queueTimeout));
    }

    private static <T> @Nullable T first(@Nullable T value, @Nullable T otherwise) {
        return value == null ? otherwise : value;
    }
}
