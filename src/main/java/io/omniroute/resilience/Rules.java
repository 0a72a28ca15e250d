package io.omniroute.resilience;

import io.omniroute.domain.resilience.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of the table of 40 section 4 that make somebody rest. */
final class Rules {
    private static final int MOST_LEVELS = 15;
    private static final Rest TWO_MINUTES = new Fixed(Duration.ofSeconds(120));
    private static final Rest SHORT = new Fixed(Duration.ofSeconds(5));
    private static final Rest LIMIT = new OfLimit();
    private static final Rest TRANSIENT = new Transient();

    private static final List<Rule> BY_TEXT = List.of(
            new Rule(List.of("no credentials"), Set.of(), TWO_MINUTES, Optional.of(Reasons.AUTH), Reasons.AUTH),
            new Rule(List.of("request not allowed"), Set.of(), SHORT, Optional.of(Reasons.RATE_LIMIT),
                    Reasons.RATE_LIMIT),
            new Rule(List.of("rate limit", "too many requests", "quota exceeded", "capacity", "overloaded"), Set.of(),
                    LIMIT, Optional.empty(), Reasons.RATE_LIMIT));
    private static final List<Rule> BY_STATUS = List.of(
            new Rule(List.of(), Set.of(401), TWO_MINUTES, Optional.of(Reasons.AUTH), Reasons.AUTH),
            new Rule(List.of(), Set.of(402, 403), TWO_MINUTES, Optional.of(Reasons.QUOTA), Reasons.QUOTA),
            new Rule(List.of(), Set.of(404), TWO_MINUTES, Optional.of(Reasons.UNKNOWN), Reasons.UNKNOWN),
            new Rule(List.of(), Set.of(429), LIMIT, Optional.empty(), Reasons.RATE_LIMIT),
            new Rule(List.of(), Set.of(529), TRANSIENT, Optional.empty(), Reasons.CAPACITY),
            new Rule(List.of(), Set.of(406, 408, 500, 502, 503, 504), TRANSIENT, Optional.empty(), Reasons.SERVER));
    private static final Rule ANY_OTHER = new Rule(List.of(), Set.of(), SHORT, Optional.of(Reasons.UNKNOWN),
            Reasons.UNKNOWN);

    private Rules() {}

    /**
     * A row.
     *
     * @param phrases of which one is in the text; or
     * @param statuses of which one is that of the answer
     * @param reason empty = the text tells it
     * @param otherwise the reason where the text tells none
     */
    record Rule(List<String> phrases, Set<Integer> statuses, Rest rest, Optional<String> reason, String otherwise) {
        boolean byStatus() {
            return phrases.isEmpty();
        }
    }

    /** How long a rest is and how it grows. */
    sealed interface Rest {
        Duration cooldown(Profile profile, int level);

        int nextLevel(Profile profile, int level);
    }

    /** The same each time. */
    private record Fixed(Duration time) implements Rest {
        @Override
        public Duration cooldown(Profile profile, int level) {
            return time;
        }

        @Override
        public int nextLevel(Profile profile, int level) {
            return level;
        }
    }

    /** From one second, doubled each time, to two minutes. */
    private record OfLimit() implements Rest {
        private static final Duration MOST = Duration.ofSeconds(120);

        @Override
        public Duration cooldown(Profile profile, int level) {
            return doubled(Duration.ofSeconds(1), level, MOST);
        }

        @Override
        public int nextLevel(Profile profile, int level) {
            return Math.max(level, Math.min(level + 1, MOST_LEVELS));
        }
    }

    /** From the profile's base, doubled each time, to one minute. */
    private record Transient() implements Rest {
        private static final Duration MOST = Duration.ofSeconds(60);

        @Override
        public Duration cooldown(Profile profile, int level) {
            return doubled(profile.transientCooldown(), Math.min(level, profile.maxBackoffLevel()), MOST);
        }

        @Override
        public int nextLevel(Profile profile, int level) {
            return Math.max(level, Math.min(level + 1, profile.maxBackoffLevel()));
        }
    }

    /** The first row that fits; there is always one. */
    static Rule of(int status, String words) {
        return BY_TEXT.stream().filter(rule -> Reasons.has(words, rule.phrases())).findFirst()
                .or(() -> BY_STATUS.stream().filter(rule -> rule.statuses().contains(status)).findFirst())
                .orElse(ANY_OTHER);
    }

    private static Duration doubled(Duration base, int level, Duration most) {
        Duration grown = base.multipliedBy(1L << Math.clamp(level, 0, 20));
        return grown.compareTo(most) < 0 ? grown : most;
    }
}
