package io.omniroute.resilience;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does something the first time it is run, and nothing after that. */
final class Once implements Runnable {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Runnable deed;

    Once(Runnable deed) {
        this.deed = deed;
    }

    @Override
    public void run() {
        if (done.compareAndSet(false, true)) {
            deed.run();
        }
    }
}
