package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.resilience.KnownState;
import io.omniroute.domain.resilience.StateSource;
import io.omniroute.domain.resilience.StateStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what changed of the state, twice a second and behind the request path: however often an account fails in that
 * time, it is one write. What the database does not take is told again.
 */
public final class StateWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StateWriter.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);
    private final StateStore store;
    private final StateSource source;
    private final Runnable before;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Complaint complaint = new Complaint(LOG, Duration.ofMinutes(1));
    private final Thread thread;

    /**
     * Starts the writing thread.
     *
     * @param before done first each time, by the same thread; must not throw
     */
    public StateWriter(StateStore store, StateSource source, Runnable before) {
        this(store, source, before, PAUSE);
    }

    StateWriter(StateStore store, StateSource source, Runnable before, Duration pause) {
        this.store = store;
        this.source = source;
        this.before = before;
        this.pause = pause;
        this.thread = Thread.ofPlatform().daemon().name("omniroute-state").start(this::run);
    }

    private void run() {
        try {
            do {
                write();
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "interrupted: the last state is written now");
        }
        write();
    }

    private void write() {
        before.run();
        KnownState changed = source.changes();
        if (changed.isEmpty()) {
            return;
        }
        try {
            store.save(changed);
        } catch (StoreException e) {
            source.again(changed);
            complaint.say("the state of accounts waits for the database: " + e.getMessage());
        }
    }

    /** Writes what changed last and stops. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
