package io.omniroute.resilience;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans and times as upstreams write them (40 sections 4 and 7): {@code 1h2m3.5s}, {@code 500ms}, {@code 2 minutes}, bare
 * seconds, Unix time in seconds or milliseconds, ISO-8601 and HTTP dates.
 */
final class Delays {
    private static final String NUMBER = "\\d{1,18}(?:\\.\\d{1,18})?";
    private static final String UNIT = "(?:milliseconds?|millis|ms|microseconds?|us|µs|nanoseconds?|ns|seconds?|secs?|s"
            + "|minutes?|mins?|m|hours?|hrs?|h|days?|d)";
    /** A span, as a part of other patterns. */
    static final String SPAN = "(?:" + NUMBER + "\\s?" + UNIT + "(?![a-z])[\\s,]{0,2}|" + NUMBER + "\\s?" + UNIT
            + "(?=\\d)){1,6}|" + NUMBER;
    private static final Pattern PIECE = Pattern.compile("(" + NUMBER + ")\\s?([a-zµ]+)[\\s,]{0,2}");
    private static final Pattern BARE = Pattern.compile(NUMBER);
    private static final BigDecimal UNIX_SECONDS = BigDecimal.valueOf(1_700_000_000L);
    private static final BigDecimal UNIX_MILLIS = UNIX_SECONDS.movePointRight(3);
    /** No span is taken for longer. */
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Map<String, Duration> UNITS = Map.of("n", Duration.ofNanos(1), "u", Duration.ofNanos(1_000),
            "µ", Duration.ofNanos(1_000), "ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "m",
            Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    private Delays() {}

    /** The span a text means, seen from now; empty when it means none or one that is over. */
    static Optional<Duration> parse(String text, Instant now) {
        String tidy = text.strip();
        if (BARE.matcher(tidy).matches()) {
            return number(new BigDecimal(tidy), now);
        }
        return span(tidy.toLowerCase(Locale.ROOT)).or(() -> date(tidy).map(at -> Duration.between(now, at)))
                .flatMap(Delays::sensible);
    }

    private static Optional<Duration> number(BigDecimal value, Instant now) {
        if (value.compareTo(UNIX_MILLIS) > 0) {
            return sensible(scaled(value, Duration.ofMillis(1)).minusMillis(now.toEpochMilli()));
        }
        if (value.compareTo(UNIX_SECONDS) > 0) {
            return sensible(scaled(value, Duration.ofSeconds(1)).minusMillis(now.toEpochMilli()));
        }
        return sensible(scaled(value, Duration.ofSeconds(1)));
    }

    private static Optional<Duration> span(String text) {
        Matcher piece = PIECE.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (end < text.length() && piece.find() && piece.start() == end) {
            Duration unit = unit(piece.group(2));
            if (unit.isZero()) {
                return Optional.empty();
            }
            sum = sum.plus(scaled(new BigDecimal(piece.group(1)), unit));
            end = piece.end();
        }
        return end > 0 && end == text.length() ? Optional.of(sum) : Optional.empty();
    }

    private static Duration unit(String word) {
        return word.startsWith("ms") || word.startsWith("mill")
                ? Duration.ofMillis(1)
                : word.startsWith("mic")
                        ? Duration.ofNanos(1_000)
                        : UNITS.getOrDefault(word.substring(0, 1), Duration.ZERO);
    }

    /** At most 1,000 times {@link #LONGEST}, so that nothing overflows on the way. */
    private static Duration scaled(BigDecimal value, Duration unit) {
        BigDecimal seconds = value.multiply(BigDecimal.valueOf(unit.toNanos()).movePointLeft(9))
                .min(BigDecimal.valueOf(LONGEST.toSeconds()).movePointRight(3));
        long whole = seconds.longValue();
        return Duration.ofSeconds(whole, seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(text.endsWith("GMT")
                    ? ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
                    : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> sensible(Duration span) {
        return span.isPositive() ? Optional.of(span.compareTo(LONGEST) > 0 ? LONGEST : span) : Optional.empty();
    }
}
