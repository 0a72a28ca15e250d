package io.omniroute.resilience;

import io.omniroute.resilience.Verdict.Penalty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rests of one account, or of one model on it (40 section 4). A rest that is over ends with one request that finds
 * out; until it has, nobody else is let in. What was asked before the latest rest began changes nothing any more, so that
 * many failures at once are one.
 */
final class Cooldown {
    /** A probe that nobody ended in this time is given up. */
    private static final long PROBE_LEASE = Duration.ofMinutes(15).toNanos();
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_LEVELS = 15;
    /** From the second 429 in a row of one pair on (40 section 5). */
    private static final List<Duration> REPEATED = List.of(Duration.ofSeconds(60), Duration.ofSeconds(120),
            Duration.ofSeconds(300), Duration.ofSeconds(600), Duration.ofSeconds(1_200));
    private final Timepiece time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();
    private long rests;
    private boolean resting;
    private long end;
    private long windowEnd;
    private boolean window;
    private int level;
    private int repeats;
    private @Nullable Ticket probe;
    private long probeSince;
    private @Nullable Trouble trouble;

    Cooldown(Timepiece time) {
        this.time = time;
    }

    /**
     * The right of one request to be there.
     *
     * @param giver null = it came before there was anything to remember
     * @param seen rests there had been when it came in
     */
    record Ticket(@Nullable Cooldown giver, long seen, boolean probe) {
        static final Ticket FIRST = new Ticket(null, 0, false);
    }

    /** What made it rest. */
    record Trouble(int status, String reason, String error, Instant at) {}

    /** Where it stands. */
    enum Phase {
        FREE, RESTING, DUE, PROBING
    }

    /**
     * Its state at one moment.
     *
     * @param left of the rest, never negative
     * @param window left of the quota window; empty when none is open
     */
    record View(Phase phase, Duration left, Optional<Duration> window, int level, int repeats,
            Optional<Trouble> trouble) {
        boolean blocked() {
            return phase == Phase.RESTING || phase == Phase.PROBING;
        }
    }

    View view() {
        lock.lock();
        try {
            Optional<Duration> window = this.window ? Optional.of(time.until(windowEnd)).filter(Duration::isPositive)
                    : Optional.empty();
            return new View(phase(), resting ? time.until(end) : Duration.ZERO, window, level, repeats,
                    Optional.ofNullable(trouble));
        } finally {
            lock.unlock();
        }
    }

    private Phase phase() {
        if (!resting) {
            return Phase.FREE;
        }
        if (time.now() - end < 0) {
            return Phase.RESTING;
        }
        return probe != null && time.now() - probeSince < PROBE_LEASE ? Phase.PROBING : Phase.DUE;
    }

    /** Lets one in; empty while it rests or is being tried. */
    Optional<Ticket> enter() {
        lock.lock();
        try {
            return switch (phase()) {
                case FREE -> Optional.of(new Ticket(this, rests, false));
                case DUE -> {
                    Ticket ticket = new Ticket(this, rests, true);
                    probe = ticket;
                    probeSince = time.now();
                    yield Optional.of(ticket);
                }
                case RESTING, PROBING -> Optional.empty();
            };
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no probe runs any more. */
    void awaitProbe(long deadline, Patience patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (phase() == Phase.PROBING && time.now() - deadline < 0 && !patience.over().getAsBoolean()) {
                turned.awaitNanos(Math.min(GLANCE, Math.max(1, deadline - time.now())));
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return whether anything changed */
    boolean mark(Ticket ticket, Penalty penalty, Trouble found) {
        lock.lock();
        try {
            boolean probed = isProbe(ticket);
            if (!probed && (resting || !current(ticket))) {
                return false;
            }
            level = probed ? Math.clamp(level + 1L, penalty.nextLevel(), MOST_LEVELS) : penalty.nextLevel();
            repeats = penalty.repeats() ? repeats + 1 : 0;
            rest(repeats > 1 ? longer(penalty.cooldown(), repeated()) : penalty.cooldown());
            penalty.quotaWindow().ifPresent(it -> {
                window = true;
                windowEnd = time.now() + it.toNanos();
            });
            trouble = found;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void rest(Duration span) {
        rests++;
        resting = true;
        end = time.now() + span.toNanos();
        probe = null;
        turned.signalAll();
    }

    private Duration repeated() {
        return REPEATED.get(Math.min(repeats - 2, REPEATED.size() - 1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** It served. @return whether anything changed */
    boolean clear(Ticket ticket) {
        lock.lock();
        try {
            return (resting ? isProbe(ticket) : current(ticket)) && free();
        } finally {
            lock.unlock();
        }
    }

    /** As if nobody had come in. */
    void giveBack(Ticket ticket) {
        lock.lock();
        try {
            if (isProbe(ticket)) {
                probe = null;
                turned.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything. @return whether there was anything */
    boolean reset() {
        lock.lock();
        try {
            return free();
        } finally {
            lock.unlock();
        }
    }

    private boolean free() {
        boolean something = resting || level > 0 || trouble != null;
        resting = false;
        window = false;
        level = 0;
        repeats = 0;
        trouble = null;
        probe = null;
        turned.signalAll();
        return something;
    }

    /** Whether no rest began since; one that was forgotten meanwhile begins anew. */
    private boolean current(Ticket ticket) {
        return ticket.giver() == this ? ticket.seen() == rests : rests == 0;
    }

    private boolean isProbe(Ticket ticket) {
        return ticket.probe() && probe == ticket;
    }

    /** Goes on where a former run stopped. */
    void restore(View known) {
        lock.lock();
        try {
            level = Math.clamp(known.level(), 0, MOST_LEVELS);
            repeats = known.repeats();
            trouble = known.trouble().orElse(null);
            if (known.phase() != Phase.FREE) {
                rest(known.left());
            }
            known.window().ifPresent(it -> {
                window = true;
                windowEnd = time.now() + it.toNanos();
            });
        } finally {
            lock.unlock();
        }
    }

    /** Whether its rest has been over for so long that nobody needs to remember it. */
    boolean stale(Duration since) {
        lock.lock();
        try {
            return !resting ? level == 0 && trouble == null : time.now() - end > since.toNanos() && probe == null;
        } finally {
            lock.unlock();
        }
    }
}
