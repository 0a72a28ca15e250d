package io.omniroute.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One kind of limit as an upstream reports it, under the common names or Anthropic's (40 section 7).
 *
 * @param limit of one window
 * @param reset until the next window
 */
record LimitHeaders(OptionalLong limit, OptionalLong remaining, Optional<Duration> reset) {
    /** @param family {@code requests}, {@code tokens}, {@code input-tokens} … */
    static LimitHeaders of(Map<String, String> headers, String family, Instant now) {
        LimitHeaders common = read(headers, "x-ratelimit-limit-" + family, "x-ratelimit-remaining-" + family,
                "x-ratelimit-reset-" + family, now);
        return common.known()
                ? common
                : read(headers, "anthropic-ratelimit-" + family + "-limit",
                        "anthropic-ratelimit-" + family + "-remaining", "anthropic-ratelimit-" + family + "-reset",
                        now);
    }

    static LimitHeaders plain(Map<String, String> headers, Instant now) {
        return read(headers, "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", now);
    }

    boolean known() {
        return limit.isPresent() || remaining.isPresent() || reset.isPresent();
    }

    private static LimitHeaders read(Map<String, String> headers, String limit, String remaining, String reset,
            Instant now) {
        return new LimitHeaders(number(headers.get(limit)), number(headers.get(remaining)),
                Optional.ofNullable(headers.get(reset)).flatMap(text -> Delays.parse(text, now)));
    }

    private static OptionalLong number(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.strip().matches("\\d{1,15}")
                ? OptionalLong.of(Long.parseLong(text.strip()))
                : OptionalLong.empty();
    }
}
