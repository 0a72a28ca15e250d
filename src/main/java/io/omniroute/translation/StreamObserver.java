package io.omniroute.translation;

import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;

/** Reads along in one stream of a dialect without changing it; not thread-safe. */
public interface StreamObserver {
    /**
     * What the frame says. Usage is cumulative, merged over all frames so far, and present only when this frame told
     * something new about it. Frames behind the terminal one say nothing.
     */
    Observation observe(Frame frame);

    /** Whether the stream may end here without being broken: a regular finish was read (ST-3). */
    boolean complete();

    /** The failure as this dialect's event in mid-stream (10 §16.3), fitting to what was observed so far. */
    ClientEvent failureEvent(Failure failure, String requestId);
}
