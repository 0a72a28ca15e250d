package io.omniroute.resilience;

import io.omniroute.domain.resilience.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The rests of models on accounts (40 section 5). One whose rest is over is remembered for a while, because the next
 * rest depends on it; swept every 15 seconds, so that names a client makes up do not fill the memory.
 */
final class ModelLocks {
    private static final Duration SWEEP = Duration.ofSeconds(15);
    private static final Duration REMEMBERED = Duration.ofMinutes(30);
    private static final int MOST = 20_000;
    private final Timepiece time;
    private final Map<Target, Cooldown> locks = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep;

    ModelLocks(Timepiece time) {
        this.time = time;
        this.nextSweep = new AtomicLong(time.now() + SWEEP.toNanos());
    }

    Optional<Cooldown> of(Target target) {
        return locks.isEmpty() ? Optional.empty() : Optional.ofNullable(locks.get(target));
    }

    /** Empty when there are too many to take one more. */
    Optional<Cooldown> making(Target target) {
        sweepNowAndThen();
        Cooldown known = locks.get(target);
        if (known != null) {
            return Optional.of(known);
        }
        return locks.size() >= MOST
                ? Optional.empty()
                : Optional.of(locks.computeIfAbsent(target, key -> new Cooldown(time)));
    }

    /** @return how many visible ones were lifted */
    int lift(Predicate<Target> which) {
        int lifted = 0;
        for (Target target : locks.keySet()) {
            if (which.test(target)) {
                Cooldown lock = locks.remove(target);
                lifted += lock != null && lock.view().blocked() ? 1 : 0;
                Optional.ofNullable(lock).ifPresent(Cooldown::reset);
            }
        }
        return lifted;
    }

    int size() {
        return locks.size();
    }

    List<Shown.Lockout> all() {
        return locks.entrySet().stream()
                .flatMap(entry -> shown(entry.getKey(), entry.getValue().view()).stream()).toList();
    }

    private static Optional<Shown.Lockout> shown(Target target, Cooldown.View view) {
        return view.trouble().filter(trouble -> view.blocked())
                .map(trouble -> new Shown.Lockout(target.provider(), target.connectionId(), target.model(),
                        trouble.reason(), view.left(), trouble.at()));
    }

    private void sweepNowAndThen() {
        long due = nextSweep.get();
        if (time.now() - due >= 0 && nextSweep.compareAndSet(due, time.now() + SWEEP.toNanos())) {
            locks.values().removeIf(lock -> lock.stale(REMEMBERED));
        }
    }
}
