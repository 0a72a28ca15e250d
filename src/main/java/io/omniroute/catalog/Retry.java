package io.omniroute.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How often the same account of a provider is asked again when no other leg can serve the request.
 *
 * @param byStatus by the status of the provider's answer
 * @param networkError when no answer came
 */
public record Retry(Map<Integer, Again> byStatus, Again networkError) {
    public static final Retry NONE = new Retry(Map.of(), Again.NEVER);
    public Retry {
        byStatus = Map.copyOf(byStatus);
    }

    /** After an answer with this status. */
    public Again after(int status) {
        return byStatus.getOrDefault(status, Again.NEVER);
    }

    /** These values where they say something, the others elsewhere. */
    public Retry over(Retry others) {
        var all = new HashMap<>(others.byStatus);
        all.putAll(byStatus);
        return new Retry(all, networkError.attempts() > 0 ? networkError : others.networkError);
    }

    /**
     * @param attempts further ones, 0 = none
     * @param delay before each
     */
    public record Again(int attempts, Duration delay) {
        public static final Again NEVER = new Again(0, Duration.ZERO);
        public Again {
            if (attempts < 0 || delay.isNegative()) {
                throw new IllegalArgumentException("a retry cannot be negative: " + attempts + " after " + delay);
            }
        }
    }
}
