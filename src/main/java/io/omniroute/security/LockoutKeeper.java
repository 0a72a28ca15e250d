package io.omniroute.security;

import io.omniroute.domain.policy.LockoutStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Copies changed lockouts to their store: at once where a login or an administrator waits for it anyway, else within a
 * second behind the requests. A write that fails is tried again with the next.
 */
public final class LockoutKeeper implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LockoutKeeper.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Lockouts lockouts;
    private final LockoutStore store;
    private final Thread writer;

    /** Takes over what the store holds and begins to write. */
    public static LockoutKeeper open(Lockouts lockouts, LockoutStore store) {
        lockouts.restore(store.all());
        var keeper = new LockoutKeeper(lockouts, store);
        keeper.writer.start();
        return keeper;
    }

    private LockoutKeeper(Lockouts lockouts, LockoutStore store) {
        this.lockouts = lockouts;
        this.store = store;
        writer = Thread.ofPlatform().daemon().name("omniroute-lockouts").unstarted(this::write);
    }

    /** Writes what changed. Never throws. */
    public synchronized void flush() {
        for (String kept : lockouts.takeChanged()) {
            try {
                lockouts.state(kept).ifPresentOrElse(store::save, () -> store.remove(kept));
            } catch (RuntimeException e) {
                lockouts.changedStill(kept);
                LOG.log(Level.WARNING, "a lockout could not be kept: " + e.getMessage());
                return;
            }
        }
    }

    private void write() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                flush();
            }
        } catch (InterruptedException e) { // closed
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        flush();
    }
}
