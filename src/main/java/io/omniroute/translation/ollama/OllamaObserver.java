package io.omniroute.translation.ollama;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.StreamObserver;

/** Words the error of a stream in which nothing was said yet; no upstream speaks the dialect. */
final class OllamaObserver implements StreamObserver {
    @Override
    public Observation observe(Frame frame) {
        return frame.hasData() ? Observation.UNREADABLE : Observation.NOTHING;
    }

    @Override
    public boolean complete() {
        return false;
    }

    @Override
    public ClientEvent failureEvent(Failure failure, String requestId) {
        return OllamaErrors.event(failure);
    }
}
