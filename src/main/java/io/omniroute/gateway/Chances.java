package io.omniroute.gateway;

import java.time.Duration;

/** What is left of a request's chances: calls to upstreams and time, whatever the route holds (90 P22). */
final class Chances {
    private final long endNanos;
    private int calls;

    /**
     * @param calls upstream calls one request may make
     * @param time from now, after which no further call is begun
     */
    Chances(int calls, Duration time) {
        this.calls = calls;
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    /** Takes one; false when there is none. */
    boolean take() {
        if (calls <= 0 || System.nanoTime() - endNanos >= 0) {
            return false;
        }
        calls--;
        return true;
    }

    /** None is left. */
    boolean spent() {
        return calls <= 0 || System.nanoTime() - endNanos >= 0;
    }
}
