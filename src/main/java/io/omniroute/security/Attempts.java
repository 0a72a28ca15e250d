package io.omniroute.security;

import io.omniroute.domain.policy.Lockout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The failures of one identifier, on the clock that never jumps.
 *
 * @param failures within the window, oldest first, at most as many as lock
 * @param lockedUntil empty = not locked
 */
record Attempts(List<Long> failures, OptionalLong lockedUntil) {
    static final Attempts NONE = new Attempts(List.of(), OptionalLong.empty());

    Attempts {
        failures = List.copyOf(failures);
    }

    /** One failure more; while a lock holds it changes nothing, and a lock that is over took its failures with it. */
    Attempts andOne(long now, int threshold) {
        if (left(now).isPresent()) {
            return this;
        }
        var recent = new ArrayList<Long>(failures.size() + 1);
        if (lockedUntil.isEmpty()) {
            failures.stream().filter(at -> now - at < Lockouts.WINDOW.toNanos()).forEach(recent::add);
        }
        recent.add(now);
        return new Attempts(recent, recent.size() < threshold
                ? OptionalLong.empty()
                : OptionalLong.of(now + Lockouts.LOCK.toNanos()));
    }

    Optional<Duration> left(long now) {
        return lockedUntil.isPresent() && lockedUntil.getAsLong() - now > 0
                ? Optional.of(Duration.ofNanos(lockedUntil.getAsLong() - now))
                : Optional.empty();
    }

    long last() {
        return failures.getLast();
    }

    boolean over(long now) {
        return lockedUntil.isPresent()
                ? left(now).isEmpty()
                : failures.isEmpty() || now - last() >= Lockouts.WINDOW.toNanos();
    }

    Lockout at(String identifier, Instant wall, long now) {
        return new Lockout(identifier, failures.stream().map(at -> wall.minusNanos(now - at)).toList(),
                left(now).map(wall::plus));
    }

    /** What was kept, seen from now: nothing lies in the future, and no lock lasts longer than a new one. */
    static Attempts of(Lockout kept, Instant wall, long now) {
        List<Long> failures = kept.attempts().stream()
                .map(at -> now - within(Duration.between(at, wall), Lockouts.LOCK).toNanos()).sorted().toList();
        Optional<Duration> left = kept.lockedUntil().map(until -> within(Duration.between(wall, until), Lockouts.LOCK));
        return new Attempts(failures,
                left.map(it -> OptionalLong.of(now + it.toNanos())).orElse(OptionalLong.empty()));
    }

    private static Duration within(Duration span, Duration most) {
        if (span.isNegative()) {
            return Duration.ZERO;
        }
        return span.compareTo(most) > 0 ? most : span;
    }
}
