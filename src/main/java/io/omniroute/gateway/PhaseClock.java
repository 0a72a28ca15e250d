package io.omniroute.gateway;

import io.omniroute.usage.Phase;

/** Measures how long a request spent in each phase of the corridor; used by the request's own thread only. */
final class PhaseClock {
    private final long started;
    private final long[] nanos = new long[Phase.values().length];
    private long mark;

    /** Begins when the body was read: how long its client took for that is no phase of ours. */
    PhaseClock(Inbound.Times times) {
        this.started = times.arrived();
        nanos[Phase.VALIDATE.ordinal()] = times.admitted() - times.arrived();
        this.mark = System.nanoTime();
    }

    /** The phase that has just ended took the time since the last call. */
    void ended(Phase phase) {
        long now = System.nanoTime();
        nanos[phase.ordinal()] += now - mark;
        mark = now;
    }

    long totalNanos() {
        return System.nanoTime() - started;
    }

    long[] phaseNanos() {
        return nanos.clone();
    }
}
