package io.omniroute.domain.combo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a combo's settings in JSON, as plain values by name (20 section 4.7); times are milliseconds. */
public final class ComboMembers {
    public static final String STRATEGY = "strategy";
    public static final String MAX_RETRIES = "maxRetries";
    public static final String RETRY_DELAY = "retryDelayMs";
    public static final String TIMEOUT = "timeoutMs";
    public static final String HEALTH_CHECK = "healthCheckEnabled";
    public static final String HEALTH_CHECK_TIMEOUT = "healthCheckTimeoutMs";
    public static final String MAX_DEPTH = "maxComboDepth";
    public static final String TRACK_METRICS = "trackMetrics";
    public static final String CONCURRENCY = "concurrencyPerModel";
    public static final String QUEUE_TIMEOUT = "queueTimeoutMs";

    private ComboMembers() {}

    /** What is set; a member of another type is as if it were absent. */
    public static ComboConfig read(Map<?, ?> members) {
        return new ComboConfig(
                members.get(STRATEGY) instanceof String id ? ComboStrategy.of(id).orElse(null) : null,
                number(members, MAX_RETRIES), millis(members, RETRY_DELAY), millis(members, TIMEOUT),
                flag(members, HEALTH_CHECK), millis(members, HEALTH_CHECK_TIMEOUT), number(members, MAX_DEPTH),
                flag(members, TRACK_METRICS), number(members, CONCURRENCY), millis(members, QUEUE_TIMEOUT));
    }

    /** The members that are set. */
    public static Map<String, Object> of(ComboConfig config) {
        Map<String, Object> members = new LinkedHashMap<>();
        ComboStrategy strategy = config.strategy();
        put(members, STRATEGY, strategy == null ? null : strategy.id());
        put(members, MAX_RETRIES, config.maxRetries());
        put(members, RETRY_DELAY, millis(config.retryDelay()));
        put(members, TIMEOUT, millis(config.timeout()));
        put(members, HEALTH_CHECK, config.healthCheck());
        put(members, HEALTH_CHECK_TIMEOUT, millis(config.healthCheckTimeout()));
        put(members, MAX_DEPTH, config.maxDepth());
        put(members, TRACK_METRICS, config.trackMetrics());
        put(members, CONCURRENCY, config.concurrencyPerModel());
        put(members, QUEUE_TIMEOUT, millis(config.queueTimeout()));
        return members;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static @Nullable Integer millis(@Nullable Duration time) {
        return time == null ? null : Integer.valueOf(Math.clamp(time.toMillis(), 0, Integer.MAX_VALUE));
    }

    private static @Nullable Duration millis(Map<?, ?> members, String name) {
        return members.get(name) instanceof Number number ? Duration.ofMillis(number.longValue()) : null;
    }

    private static @Nullable Integer number(Map<?, ?> members, String name) {
        return members.get(name) instanceof Number number ? Integer.valueOf(number.intValue()) : null;
    }

    private static @Nullable Boolean flag(Map<?, ?> members, String name) {
        return members.get(name) instanceof Boolean flag ? flag : null;
    }
}
