package io.omniroute.translation.responses;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;
import org.jspecify.annotations.Nullable;

/** Reads along in a response stream; remembers what a failure event has to repeat (SR-1, SR-10). */
final class ResponsesObserver implements StreamObserver {
    private ResponsesEvent event = new ResponsesEvent();
    private @Nullable Frame created;
    private long nextSequence;
    private boolean finished;
    private boolean over;

    @Override
    public Observation observe(Frame frame) {
        if (over) {
            return Observation.NOTHING;
        }
        String name = frame.name();
        Observation seen = Payload.read(frame, json -> {
            event = new ResponsesEvent();
            return event.read(json, name == null ? "" : name);
        });
        if (frame.hasData() && !seen.unreadable()) {
            remember(frame);
        }
        finished |= seen.finished();
        over = seen.terminal();
        return seen;
    }

    private void remember(Frame frame) {
        nextSequence = Math.max(nextSequence, event.sequence() + 1);
        if (created == null && event.type().equals("response.created")) {
            created = frame;
        }
    }

    @Override
    public boolean complete() {
        return finished;
    }

    @Override
    public ClientEvent failureEvent(Failure failure, String requestId) {
        Frame first = created;
        return first == null ? ResponsesFailure.error(failure, nextSequence)
                : ResponsesFailure.failed(failure, first, nextSequence);
    }
}
