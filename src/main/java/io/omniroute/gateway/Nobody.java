package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.gateway.AccountFinder.Resting;
import io.omniroute.resilience.Standing;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What a client is told where nobody was even asked (40 section 2, "Nothing selectable"). */
final class Nobody {
    private static final int UNAVAILABLE = 503;
    private static final Duration LONGEST = Duration.ofDays(8);

    private Nobody() {}

    /** By the account that can serve again first; without any, that the provider has none. */
    static Failure failure(Stop stop, List<Resting> resting) {
        return resting.stream().map(Resting::standing)
                .min(Comparator.comparing(standing -> standing.retryAfter().orElse(LONGEST)))
                .map(first -> failure(stop, first)).orElseGet(() -> Failure.Refused.of(400, "no_credentials",
                        "No credentials for provider: " + stop.provider()));
    }

    private static Failure failure(Stop stop, Standing first) {
        return switch (first) {
            case Standing.Cooling it -> exhausted(stop, it.status(), it.error(), it);
            case Standing.Locked it -> exhausted(stop, it.status(), it.error(), it);
            case Standing.Probing it -> exhausted(stop, it.status(), it.error(), it);
            case Standing.Open it ->
                new Failure.Exhausted(UNAVAILABLE, "All providers temporarily unavailable (circuit breakers open)",
                        it.left());
            case Standing.Ready it -> exhausted(stop, UNAVAILABLE, it.why(), it);
            case Standing.Throttled it -> exhausted(stop, 429, it.why(), it);
            case Standing.Unusable it -> exhausted(stop, UNAVAILABLE, it.why(), it);
        };
    }

    private static Failure exhausted(Stop stop, int status, String error, Standing standing) {
        String why = error.isBlank() ? standing.why() : error;
        String wait = standing.retryAfter().map(it -> " (reset after " + words(it) + ")").orElse("");
        return new Failure.Exhausted(status < 400 ? UNAVAILABLE : status,
                "[" + stop.provider() + "/" + stop.model() + "] " + why + wait, standing.retryAfter().orElse(null));
    }

    /** For example {@code 1h 2m 3s}; at least a second. */
    private static String words(Duration wait) {
        Duration whole = Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds()));
        String hours = whole.toHours() > 0 ? whole.toHours() + "h " : "";
        String minutes = whole.toMinutes() > 0 ? whole.toMinutesPart() + "m " : "";
        return hours + minutes + whole.toSecondsPart() + "s";
    }
}
