package io.omniroute.security;

import io.omniroute.domain.policy.Lockout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Locks who fails too often (40 section 9): so many failures within five minutes lock an identifier for fifteen. A
 * success clears the record. The truth while running; {@link LockoutKeeper} copies it behind whoever causes a change.
 * Spans are measured on a clock that never jumps. Kept for a bounded number of identifiers: the ones that were quiet
 * longest are forgotten first.
 */
public final class Lockouts {
    static final Duration WINDOW = Duration.ofMinutes(5);
    static final Duration LOCK = Duration.ofMinutes(15);
    static final int MOST_IDENTIFIERS = 10_000;

    private final Time time;
    private final Predicate<String> exempt;
    private final Map<String, Attempts> attempts = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** @param exempt identifiers that are never locked: addresses on the IP whitelist */
    public Lockouts(Time time, Predicate<String> exempt) {
        this.time = time;
        this.exempt = exempt;
    }

    /**
     * The two clocks.
     *
     * @param wall for what is shown and kept
     * @param nanos for spans, as {@link System#nanoTime()}
     */
    public record Time(Clock wall, LongSupplier nanos) {
        public static Time system(Clock wall) {
            return new Time(wall, System::nanoTime);
        }
    }

    /** At what somebody failed; each is counted apart. */
    public enum Kind {
        /** The administrator's password. */
        LOGIN("login", "", 5),
        /** An API key that was answered with 401. */
        KEY("apiKey", "key:", 50),
        /** A call of the management API that came from a page of another origin. */
        FOREIGN_CALL("csrf", "csrf:", 50);

        private final String id;
        private final String prefix;
        private final int threshold;

        Kind(String id, String prefix, int threshold) {
            this.id = id;
            this.prefix = prefix;
            this.threshold = threshold;
        }

        public String id() {
            return id;
        }

        private static Kind of(String kept) {
            return kept.startsWith(KEY.prefix) ? KEY : kept.startsWith(FOREIGN_CALL.prefix) ? FOREIGN_CALL : LOGIN;
        }
    }

    /** Somebody who is locked now. */
    public record Locked(String identifier, Kind kind, Instant until, Duration left) {}

    /** @return the time left of the lock, or empty when it may try */
    public Optional<Duration> lockedFor(Kind kind, String identifier) {
        Attempts known = attempts.get(kind.prefix + identifier);
        return known == null || exempt.test(identifier) ? Optional.empty() : known.left(time.nanos().getAsLong());
    }

    /** @return whether it is locked now */
    public boolean failed(Kind kind, String identifier) {
        if (exempt.test(identifier)) {
            return false;
        }
        String kept = kind.prefix + identifier;
        long now = time.nanos().getAsLong();
        Attempts after = attempts.compute(kept,
                (key, known) -> (known == null ? Attempts.NONE : known).andOne(now, kind.threshold));
        changed.add(kept);
        if (attempts.size() > MOST_IDENTIFIERS) {
            forgetSome(now);
        }
        return after.left(now).isPresent();
    }

    public void succeeded(Kind kind, String identifier) {
        forget(kind.prefix + identifier);
    }

    /** Lifts every lock of an identifier by hand. */
    public void unlock(String identifier) {
        for (Kind kind : Kind.values()) {
            forget(kind.prefix + identifier);
        }
        forget(identifier);
    }

    /** Who is locked now, by identifier. */
    public List<Locked> locked() {
        long now = time.nanos().getAsLong();
        Instant wall = time.wall().instant();
        var locked = new ArrayList<Locked>();
        attempts.forEach((kept, known) -> known.left(now).ifPresent(left -> {
            Kind kind = Kind.of(kept);
            locked.add(new Locked(kept.substring(kind.prefix.length()), kind, wall.plus(left), left));
        }));
        locked.sort(Comparator.comparing(Locked::identifier).thenComparing(Locked::kind));
        return locked;
    }

    /** Takes over what was kept; what the wall clock says is over, or later than any lock could end, is cut to that. */
    public void restore(List<Lockout> kept) {
        long now = time.nanos().getAsLong();
        Instant wall = time.wall().instant();
        kept.forEach(lockout -> {
            Attempts restored = Attempts.of(lockout, wall, now);
            if (restored.over(now)) {
                changed.add(lockout.identifier());
            } else {
                attempts.put(lockout.identifier(), restored);
            }
        });
    }

    /** What changed since the last call; nothing is told twice. */
    List<String> takeChanged() {
        List<String> taken = List.copyOf(changed);
        taken.forEach(changed::remove);
        return taken;
    }

    void changedStill(String kept) {
        changed.add(kept);
    }

    /** As it is to be kept; empty = not at all. */
    Optional<Lockout> state(String kept) {
        Attempts known = attempts.get(kept);
        long now = time.nanos().getAsLong();
        return known == null || known.over(now)
                ? Optional.empty()
                : Optional.of(known.at(kept, time.wall().instant(), now));
    }

    int identifiers() {
        return attempts.size();
    }

    private void forget(String kept) {
        if (attempts.remove(kept) != null) {
            changed.add(kept);
        }
    }

    /** First what no longer counts, then, if that was not enough, a tenth: so the search is paid once in many failures. */
    private void forgetSome(long now) {
        List<String> over = attempts.entrySet().stream().filter(entry -> entry.getValue().over(now))
                .map(Map.Entry::getKey).toList();
        over.forEach(this::forget);
        if (attempts.size() > MOST_IDENTIFIERS) {
            attempts.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(it -> it.last() - now)))
                    .limit(MOST_IDENTIFIERS / 10).map(Map.Entry::getKey).toList().forEach(this::forget);
        }
    }
}
