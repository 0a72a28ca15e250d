package io.omniroute.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** When to come again, as an upstream says it in a header, a member or a sentence (40 section 4). */
final class Hints {
    /** Google's {@code RetryInfo}, its quota details, and members that OpenAI-compatible servers use. */
    private static final Pattern MEMBER = Pattern.compile(
            "\\\\{0,3}\"(retryDelay|quotaResetDelay|quotaResetTimeStamp|retry_after|retry-after|retryAfter)\\\\{0,3}\""
                    + "\\s{0,8}:\\s{0,8}\\\\{0,3}\"?([^\"\\\\,}\\s]{1,60})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE = Pattern
            .compile("(?:retry(?:ing)?[ -](?:after|in)|try again (?:in|after)|resets? (?:after|in))[:\\s]{1,3}("
                    + Delays.SPAN + ")");
    private static final List<String> FAMILIES = List.of("requests", "tokens", "input-tokens", "output-tokens");

    private Hints() {}

    /**
     * The longest wait that is asked for; empty when none is.
     *
     * @param headers names in lower case
     */
    static Optional<Duration> of(Map<String, String> headers, ErrorText text, Instant now) {
        Stream<Duration> told = Stream.of(header(headers, now).stream(), members(text, now), sentences(text, now))
                .flatMap(it -> it);
        return told.max(Comparator.naturalOrder());
    }

    /** {@code retry-after} in seconds or as a date; {@code retry-after-ms} is the finer word for the same. */
    static Optional<Duration> header(Map<String, String> headers, Instant now) {
        return Optional.ofNullable(headers.get("retry-after-ms")).flatMap(ms -> Delays.parse(ms.strip() + "ms", now))
                .or(() -> Optional.ofNullable(headers.get("retry-after"))
                        .flatMap(value -> Delays.parse(value, now)));
    }

    /** The end of the windows that are used up, where the upstream named one (40 section 7). */
    static Optional<Duration> windows(Map<String, String> headers, Instant now) {
        return Stream.concat(FAMILIES.stream().map(family -> LimitHeaders.of(headers, family, now)),
                Stream.of(LimitHeaders.plain(headers, now)))
                .filter(it -> it.remaining().orElse(0) <= 0).flatMap(it -> it.reset().stream())
                .max(Comparator.naturalOrder());
    }

    private static Stream<Duration> members(ErrorText text, Instant now) {
        Matcher member = MEMBER.matcher(text.raw());
        return member.results().flatMap(it -> Delays.parse(it.group(2), now).stream());
    }

    private static Stream<Duration> sentences(ErrorText text, Instant now) {
        return SENTENCE.matcher(text.words()).results().flatMap(it -> Delays.parse(it.group(1), now).stream());
    }
}
