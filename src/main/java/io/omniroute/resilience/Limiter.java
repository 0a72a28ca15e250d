package io.omniroute.resilience;

import io.omniroute.domain.resilience.Shown;
import io.omniroute.domain.resilience.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one connection may send now (40 section 7): what the operator allows, and what the upstream was heard to allow.
 * Who has to wait is served in the order of arrival.
 */
final class Limiter {
    static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_WAITING = 1_000;
    private final Timepiece time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Condition> queue = new ArrayDeque<>();
    private final Learned learned = new Learned();
    private int running;
    private boolean used;
    private long lastStart;
    private long windowEnd;
    private int inWindow;

    Limiter(Timepiece time) {
        this.time = time;
    }

    Shown.Flow view(RateLimit configured) {
        lock.lock();
        try {
            return new Shown.Flow(queue.size(), running, configured.limits() || learned.active(time.now()),
                    learned.limit(),
                    learned.remaining(time.now()), learned.reset(time));
        } finally {
            lock.unlock();
        }
    }

    /** Until somebody who comes now would be served; zero = at once. */
    Duration wait(RateLimit configured) {
        lock.lock();
        try {
            long start = earliest(configured, queue.size());
            boolean full = full(configured);
            return full && time.now() - start >= 0 ? Duration.ofMillis(1) : time.until(start);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a slot, waiting for it no longer than till the deadline.
     *
     * @return empty = taken; else how long it would take
     */
    Optional<Duration> acquire(RateLimit configured, long deadline, Patience patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (queue.isEmpty() && free(configured)) {
                take(configured);
                return Optional.empty();
            }
            return await(configured, deadline, patience);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Duration> await(RateLimit configured, long deadline, Patience patience)
            throws InterruptedException {
        Condition turn = lock.newCondition();
        if (queue.size() >= MOST_WAITING) {
            return Optional.of(time.until(earliest(configured, queue.size())));
        }
        queue.addLast(turn);
        try {
            while (queue.peekFirst() != turn || !free(configured)) {
                long start = earliest(configured, place(turn));
                if (start - deadline > 0 || time.now() - deadline >= 0 || patience.over().getAsBoolean()) {
                    return Optional.of(longer(time.until(start), Duration.ofMillis(1)));
                }
                turn.awaitNanos(Math.min(GLANCE, Math.max(1, deadline - time.now())));
            }
            take(configured);
            return Optional.empty();
        } finally {
            queue.remove(turn);
            next();
        }
    }

    private int place(Condition turn) {
        int place = 0;
        for (Condition other : queue) {
            if (other == turn) {
                break;
            }
            place++;
        }
        return place;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private boolean free(RateLimit configured) {
        long start = earliest(configured, 0); // before the look at the time, which goes on meanwhile
        return !full(configured) && time.now() - start >= 0;
    }

    private boolean full(RateLimit configured) {
        return configured.concurrent() > 0 && running >= configured.concurrent();
    }

    /** When the next but {@code ahead} can start, as far as time decides. */
    private long earliest(RateLimit configured, int ahead) {
        long now = time.now();
        long gap = Math.max(configured.gap().toNanos(), learned.gap());
        long start = used ? later(now, lastStart + gap) : now;
        start = later(start, learned.next(now, ahead));
        if (configured.requestsPerMinute() > 0) {
            start = later(start, byWindow(now, configured.requestsPerMinute(), ahead));
        }
        return start + ahead * gap;
    }

    private long byWindow(long now, int perMinute, int ahead) {
        int left = now - windowEnd >= 0 || !used ? perMinute : perMinute - inWindow;
        return ahead < left ? now : windowEnd + (long) (ahead - left) / perMinute * MINUTE;
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }

    private void take(RateLimit configured) {
        long now = time.now();
        if (!used || now - windowEnd >= 0) {
            windowEnd = now + MINUTE;
            inWindow = 0;
        }
        used = true;
        inWindow++;
        running++;
        lastStart = now;
        learned.took(now);
    }

    /** The call is over. */
    void release() {
        lock.lock();
        try {
            running--;
            next();
        } finally {
            lock.unlock();
        }
    }

    /** The call was not made. */
    void giveBack() {
        lock.lock();
        try {
            running--;
            inWindow = Math.max(0, inWindow - 1);
            learned.gaveBack();
            next();
        } finally {
            lock.unlock();
        }
    }

    /** Reads what an answer says of limits. */
    void learn(Observation seen) {
        lock.lock();
        try {
            learned.learn(seen, time.now());
            next();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a pause that no upstream named. */
    void endUnnamedPause() {
        lock.lock();
        try {
            learned.endUnnamedPause(time.now());
            next();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what it learned. */
    void forget() {
        lock.lock();
        try {
            learned.forget();
            next();
        } finally {
            lock.unlock();
        }
    }

    private void next() {
        Condition first = queue.peekFirst();
        if (first != null) {
            first.signal();
        }
    }
}
