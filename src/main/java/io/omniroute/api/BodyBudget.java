package io.omniroute.api;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes of request bodies may be in memory at once. A large request waits its turn on its virtual thread instead
 * of running the heap full; a small one does not count.
 */
public final class BodyBudget {
    private static final int UNIT = 1024;
    /** A body up to this size takes nothing. */
    static final int SMALL = 64 * 1024;

    private final int most;
    private final Duration patience;
    private final Semaphore units;

    /**
     * @param bytes in memory at once; a single larger body takes all of it
     * @param patience how long a request waits for its turn
     */
    public BodyBudget(long bytes, Duration patience) {
        this.most = (int) Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.patience = patience;
        this.units = new Semaphore(most, true);
    }

    /** A body that begins; what it takes grows with the bytes that have arrived, so a slow one holds little. */
    Share open() {
        return new Share();
    }

    private static GatewayException busy() {
        return new GatewayException(new Failure.Unavailable(
                "The gateway is busy with other large requests", Duration.ofSeconds(5)));
    }

    /** What one body holds of the budget; used by one thread until it is given back. */
    final class Share {
        private int held;

        /**
         * Takes what a body of this size needs beyond what it holds.
         *
         * @throws GatewayException with 503 when there was no room in time
         */
        void grow(long bytes) {
            int wanted = bytes <= SMALL ? 0 : (int) Math.min(most, bytes / UNIT);
            if (wanted <= held) {
                return;
            }
            try {
                if (!units.tryAcquire(wanted - held, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw busy();
                }
                held = wanted;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw busy();
            }
        }

        void give() {
            units.release(held);
            held = 0;
        }
    }
}
