package io.omniroute.translation.anthropic;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;

/** Reads along in a message stream; {@code message_stop} and {@code error} are its last events. */
final class AnthropicObserver implements StreamObserver {
    private final AnthropicUsage usage = new AnthropicUsage();
    private boolean stopReason;
    private boolean over;
    private boolean failed;

    @Override
    public Observation observe(Frame frame) {
        if (over) {
            return Observation.NOTHING;
        }
        String name = frame.name();
        Observation seen = Payload.read(frame,
                json -> new AnthropicEvent(usage).read(json, name == null ? "" : name));
        stopReason |= seen.finished();
        over = seen.terminal();
        failed = seen.failure() != null;
        return seen;
    }

    @Override
    public boolean complete() {
        return stopReason && !failed;
    }

    @Override
    public ClientEvent failureEvent(Failure failure, String requestId) {
        return new ClientEvent("error", AnthropicErrors.reply(failure, requestId).body());
    }
}
