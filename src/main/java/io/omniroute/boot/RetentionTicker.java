package io.omniroute.boot;

import io.omniroute.admin.RetentionAdmin;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clears out what is too old: soon after the start, then once a day. */
final class RetentionTicker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RetentionTicker.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(20);
    private static final Duration DAY = Duration.ofDays(1);

    private final RetentionAdmin retention;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("omniroute-retention").unstarted(this::run);

    RetentionTicker(RetentionAdmin retention) {
        this.retention = retention;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            Duration wait = FIRST;
            while (!closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                clean();
                wait = DAY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A day on which it fails must not end the others. */
    private void clean() {
        try {
            retention.clean(() -> closing.getCount() > 0);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "old entries could not be cleared out", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
