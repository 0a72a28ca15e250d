package io.omniroute.persistence;

import java.time.Duration;

/** A warning that is worth saying, but not more than once in a while. Used by one thread. */
final class Complaint {
    private final System.Logger log;
    private final long pauseNanos;
    private long quietUntil;
    private boolean said;

    Complaint(System.Logger log, Duration pause) {
        this.log = log;
        this.pauseNanos = pause.toNanos();
    }

    /** @return whether it was said */
    boolean say(String message) {
        long now = System.nanoTime();
        if (said && now - quietUntil < 0) {
            return false;
        }
        said = true;
        quietUntil = now + pauseNanos;
        log.log(System.Logger.Level.WARNING, message);
        return true;
    }
}
