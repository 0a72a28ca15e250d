package io.omniroute.gateway;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request's bytes for as long as an attempt may still need them. A door that keeps count of what all requests hold is
 * told when they are released.
 */
public final class RequestBody {
    private static final byte[] RELEASED = {};

    private final AtomicBoolean released = new AtomicBoolean();
    private final int length;
    private final Runnable onRelease;
    private volatile byte[] bytes;

    public RequestBody(byte[] bytes, Runnable onRelease) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.onRelease = onRelease;
    }

    /** @throws IllegalStateException after the release */
    byte[] bytes() {
        byte[] held = bytes;
        if (released.get()) {
            throw new IllegalStateException("the request body was released already");
        }
        return held;
    }

    /** Size in bytes, also after the release. */
    int length() {
        return length;
    }

    /** No attempt will need the bytes any more; more than one call does no harm. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            bytes = RELEASED;
            onRelease.run();
        }
    }
}
