package io.omniroute.routing;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.settings.RoutingSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one entry of a combo is run: every level of configuration laid over the one below (20 §4.7).
 *
 * @param maxRetries repeats of the entry
 * @param retryDelay between two of them
 * @param timeout to the first valuable chunk of a stream, to the whole answer otherwise
 * @param healthCheck an entry that cannot serve is skipped without a try
 * @param maxDepth of nested combos, the outer one counts 1
 * @param concurrencyPerModel of round-robin
 * @param queueTimeout of round-robin
 */
public record ComboRun(int maxRetries, Duration retryDelay, Duration timeout, boolean healthCheck, int maxDepth,
        boolean trackMetrics, int concurrencyPerModel, Duration queueTimeout) {
    private static final Duration STREAM = Duration.ofSeconds(120);
    private static final Duration COMPLETE = Duration.ofSeconds(600);
    private static final int MAX_DEPTH = 3;
    /**
     * The configuration in force.
     *
     * @param provider of the entry that is run; empty where it is not known yet
     * @param lastEntry no other entry follows: it is repeated once where nobody said how often
     */
    public static ComboRun of(RoutingSettings settings, Combo combo, Optional<String> provider, boolean lastEntry,
            boolean streaming) {
        ComboConfig overrides = provider.map(settings.comboOverrides()::get).orElse(ComboConfig.NONE);
        ComboConfig set = combo.config().over(overrides).over(settings.comboDefaults());
        return new ComboRun(or(set.maxRetries(), lastEntry ? 1 : 0), or(set.retryDelay(), Duration.ofSeconds(2)),
                or(set.timeout(), streaming ? STREAM : COMPLETE), or(set.healthCheck(), true),
                or(set.maxDepth(), MAX_DEPTH), or(set.trackMetrics(), true), or(set.concurrencyPerModel(), 3),
                or(set.queueTimeout(), Duration.ofSeconds(30)));
    }

    /** Levels of combos, this one included, that may stand in each other. */
    public static int maxDepth(RoutingSettings settings, Combo combo) {
        return of(settings, combo, Optional.empty(), true, true).maxDepth();
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
