package io.omniroute.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer says of the limits of its account (40 section 7).
 *
 * @param limited it was a 429 of the whole account
 * @param pause how long it asked to wait
 * @param tokensSpent until tokens flow again, when none are left
 */
record Observation(boolean limited, Optional<Duration> pause, boolean overLimit, LimitHeaders requests,
        Optional<Duration> tokensSpent) {
    static Observation of(Map<String, String> headers, boolean limited, Optional<Duration> pause, Instant now) {
        LimitHeaders requests = LimitHeaders.of(headers, "requests", now);
        Optional<Duration> spent = java.util.stream.Stream.of("tokens", "input-tokens", "output-tokens")
                .map(family -> LimitHeaders.of(headers, family, now)).filter(it -> it.remaining().orElse(1) == 0)
                .flatMap(it -> it.reset().stream()).max(Duration::compareTo);
        return new Observation(limited, pause, "yes".equalsIgnoreCase(headers.get("x-ratelimit-over-limit")),
                requests, spent);
    }

    boolean silent() {
        return !limited && !overLimit && !requests.known() && tokensSpent.isEmpty();
    }
}
