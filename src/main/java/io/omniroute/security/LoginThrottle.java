package io.omniroute.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks an address that fails too often: {@code threshold} failures within five minutes lock it for fifteen. A success
 * clears the record. Kept in memory for a bounded number of addresses; the ones that were quiet longest are forgotten first.
 */
public final class LoginThrottle {
    static final Duration WINDOW = Duration.ofMinutes(5);
    static final Duration LOCK = Duration.ofMinutes(15);
    static final int MOST_ADDRESSES = 10_000;
    private static final int PASSWORD_FAILURES = 5;
    private static final int KEY_FAILURES = 50;

    private final Clock clock;
    private final int threshold;
    private final Map<String, Attempts> attempts = new ConcurrentHashMap<>();

    private LoginThrottle(Clock clock, int threshold) {
        this.clock = clock;
        this.threshold = threshold;
    }

    /** For the administrator's password: the fifth failure locks. */
    public static LoginThrottle forPasswords(Clock clock) {
        return new LoginThrottle(clock, PASSWORD_FAILURES);
    }

    /** For API keys answered with 401: the fiftieth failure locks. */
    public static LoginThrottle forKeys(Clock clock) {
        return new LoginThrottle(clock, KEY_FAILURES);
    }

    /** @return the time left of the lock, or empty when the address may try */
    public Optional<Duration> lockedFor(String address) {
        var known = attempts.get(address);
        if (known == null) {
            return Optional.empty();
        }
        var now = clock.instant();
        return known.lock().filter(now::isBefore).map(end -> Duration.between(now, end));
    }

    public void failed(String address) {
        var now = clock.instant();
        attempts.compute(address, (key, known) -> (known == null ? Attempts.NONE : known).andOne(now, threshold));
        if (attempts.size() > MOST_ADDRESSES) {
            forgetSome(now);
        }
    }

    public void succeeded(String address) {
        attempts.remove(address);
    }

    /** Lifts a lock by hand. */
    public void unlock(String address) {
        attempts.remove(address);
    }

    int addresses() {
        return attempts.size();
    }

    /** First what no longer counts, then, if that was not enough, a tenth: so the search is paid once in many failures. */
    private void forgetSome(Instant now) {
        attempts.values().removeIf(known -> known.over(now));
        if (attempts.size() <= MOST_ADDRESSES) {
            return;
        }
        attempts.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.comparing(Attempts::last)))
                .limit(MOST_ADDRESSES / 10).map(Map.Entry::getKey).toList().forEach(attempts::remove);
    }

    /** @param failures within the window, oldest first, at most the threshold */
    private record Attempts(List<Instant> failures, @Nullable Instant lockedUntil) {
        static final Attempts NONE = new Attempts(List.of(), null);

        Attempts andOne(Instant now, int threshold) {
            if (lock().filter(now::isBefore).isPresent()) {
                return this;
            }
            var recent = new ArrayList<Instant>(failures.size() + 1);
            failures.stream().filter(at -> lockedUntil() == null && at.plus(WINDOW).isAfter(now)).forEach(recent::add);
            recent.add(now);
            return new Attempts(List.copyOf(recent), recent.size() < threshold ? null : now.plus(LOCK));
        }

        Optional<Instant> lock() {
            return Optional.ofNullable(lockedUntil());
        }

        Instant last() {
            return failures.getLast();
        }

        boolean over(Instant now) {
            return !lock().orElseGet(() -> last().plus(WINDOW)).isAfter(now);
        }
    }
}
