package io.omniroute.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all traces together may hold; what finds no room is left out, nobody waits. */
final class Room {
    private final AtomicLong free;

    Room(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** @return whether there was room; then it is to be given back */
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void give(long bytes) {
        free.addAndGet(bytes);
    }

    long free() {
        return free.get();
    }
}
