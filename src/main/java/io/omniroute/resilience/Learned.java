package io.omniroute.resilience;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the answers of one account said of its limits. Not for several threads at once: {@link Limiter} guards it. Nothing
 * it learns lasts longer than {@link #LONGEST} past the last answer.
 */
final class Learned {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long OVER_LIMIT_GAP = Duration.ofMillis(200).toNanos();
    private static final Duration UNNAMED = Duration.ofSeconds(60);
    private static final long REFILL = 60;
    private static final long NOT_COUNTED = -1;
    /** Shaves the network's share off the gap. */
    private static final long GAP_LESS_MS = 10;
    /** What is left is the rest of a window and will be filled up again. */
    private boolean spent;
    private boolean named;
    private long gap;
    private long left = NOT_COUNTED;
    private long refillAt;
    private long limit;

    void learn(Observation seen, long now) {
        seen.requests().limit().ifPresent(it -> limit = it);
        if (seen.limited()) {
            pause(seen.pause(), now);
        } else {
            window(seen.requests(), now);
        }
        seen.tokensSpent().ifPresent(span -> pause(Optional.of(span), now));
        if (seen.overLimit()) {
            gap = Math.max(gap, OVER_LIMIT_GAP);
        }
    }

    private void pause(Optional<Duration> span, long now) {
        named = span.isPresent();
        spend(0, span.orElse(UNNAMED), now);
    }

    private void window(LimitHeaders requests, long now) {
        if (requests.limit().isEmpty() || limit <= 0) {
            return;
        }
        long remaining = requests.remaining().orElse(NOT_COUNTED);
        if (remaining * 2 > limit) {
            relax();
        } else if (remaining >= 0 && remaining * 10 < limit) {
            named = true;
            spend(remaining, requests.reset().orElse(UNNAMED), now);
        } else {
            left = NOT_COUNTED;
            gap = Math.max(0, 60_000 / limit - GAP_LESS_MS) * 1_000_000;
        }
    }

    private void spend(long rest, Duration span, long now) {
        spent = true;
        left = rest;
        refillAt = now + bounded(span).toNanos();
    }

    private void relax() {
        gap = 0;
        left = NOT_COUNTED;
        spent = false;
    }

    private static Duration bounded(Duration span) {
        return span.compareTo(LONGEST) > 0 ? LONGEST : span;
    }

    /** When the next but {@code ahead} may start. */
    long next(long now, int ahead) {
        refill(now);
        return left == NOT_COUNTED || ahead < left ? now : refillAt;
    }

    /** A refill without a limit that the upstream told lasts one window, then nothing is known any more. */
    private void refill(long now) {
        if (left == NOT_COUNTED || now - refillAt < 0) {
            return;
        }
        left = spent ? limit > 0 ? limit : REFILL : NOT_COUNTED;
        spent = false;
        refillAt = now + Limiter.MINUTE;
    }

    void took(long now) {
        refill(now);
        left = left > 0 ? left - 1 : left;
    }

    void gaveBack() {
        left = left == NOT_COUNTED ? left : left + 1;
    }

    void endUnnamedPause(long now) {
        if (spent && !named) {
            refillAt = now;
        }
    }

    long gap() {
        return gap;
    }

    void forget() {
        relax();
        limit = 0;
    }

    boolean active(long now) {
        refill(now);
        return gap > 0 || left != NOT_COUNTED;
    }

    OptionalLong limit() {
        return limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty();
    }

    OptionalLong remaining(long now) {
        refill(now);
        return left == NOT_COUNTED ? OptionalLong.empty() : OptionalLong.of(left);
    }

    Optional<Duration> reset(Timepiece time) {
        return left == NOT_COUNTED ? Optional.empty() : Optional.of(time.until(refillAt));
    }
}
