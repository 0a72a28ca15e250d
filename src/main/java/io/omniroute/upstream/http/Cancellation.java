package io.omniroute.upstream.http;

import io.omniroute.domain.failure.Failure;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one upstream call from another thread: client gone, deadline, shutdown. Made by the gateway, one per attempt;
 * safe to use from any thread.
 */
public final class Cancellation {
    private static final Runnable NOTHING = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Failure reason;
    private Runnable action = NOTHING;

    /** Ends the call; the first reason wins and runs the registered action, later ones do nothing. */
    public void cancel(Failure why) {
        Runnable registered;
        lock.lock();
        try {
            if (reason != null) {
                return;
            }
            reason = why;
            registered = action;
        } finally {
            lock.unlock();
        }
        registered.run();
    }

    public boolean cancelled() {
        return reason != null;
    }

    public Optional<Failure> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * Registers what cuts the call; replaces the former action and is run at once when cancelled before.
     *
     * @param cut runs in the cancelling thread, outside locks; must neither block nor throw
     */
    public void onCancel(Runnable cut) {
        lock.lock();
        try {
            action = cut;
            if (reason == null) {
                return;
            }
        } finally {
            lock.unlock();
        }
        cut.run();
    }
}
