package io.omniroute.testkit;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request with what was sent back, and how it ended: answered to the end, cut by us, or left by the client. */
public final class Exchange {
    private final Received received;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean finished;
    private volatile Optional<Instant> goneAt = Optional.empty();

    Exchange(Received received) {
        this.received = received;
    }

    public Received received() {
        return received;
    }

    /** The body bytes handed to the socket so far, without any transfer coding. */
    public synchronized byte[] sent() {
        return sent.toByteArray();
    }

    /** The moment the client closed its side before the answer was complete. */
    public Optional<Instant> goneAt() {
        return goneAt;
    }

    /** Neither answered to the end nor left by the client. */
    public boolean open() {
        return !finished && goneAt.isEmpty();
    }

    /** Waits until the exchange is over. */
    public boolean overWithin(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    synchronized void record(byte[] piece) {
        sent.writeBytes(piece);
    }

    void finish() {
        finished = true;
        over.countDown();
    }

    void gone() {
        if (!finished && goneAt.isEmpty()) {
            goneAt = Optional.of(Instant.now());
            over.countDown();
        }
    }
}
