package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;

/** Both sides speak one dialect: frames keep their own bytes and are only observed (L-5). */
final class ShortCut implements Passage {
    private static final Observation ENDED_EARLY = Observation.failed(
            new Observation.StreamFailure(502, "upstream ended the stream early"));

    private final StreamObserver observer;
    private StreamState<Frame, Frame> repairs;
    private final boolean withholdUsage;

    /**
     * @param repairs the sanitiser where the provider needs one, else {@link StreamState#unchanged()}
     * @param withholdUsage the usage event was asked for by us, not by the client (L-3)
     */
    ShortCut(StreamObserver observer, StreamState<Frame, Frame> repairs, boolean withholdUsage) {
        this.observer = observer;
        this.repairs = repairs;
        this.withholdUsage = withholdUsage;
    }

    @Override
    public Passed on(Frame frame) {
        Observation seen = frame.hasData() ? observer.observe(frame) : Observation.NOTHING;
        if (withholdUsage && seen.usageOnly()) {
            return new Passed(List.of(), seen, false);
        }
        return new Passed(repaired(frame), seen, true);
    }

    private List<Outgoing> repaired(Frame frame) {
        StreamState.Step<Frame, Frame> step = repairs.on(frame);
        repairs = step.next();
        if (step.out().size() == 1) {
            return List.of(new Outgoing.Raw(step.out().getFirst().raw()));
        }
        List<Outgoing> out = new ArrayList<>(step.out().size());
        step.out().forEach(it -> out.add(new Outgoing.Raw(it.raw())));
        return out;
    }

    @Override
    public Passed end() {
        return observer.complete()
                ? new Passed(List.of(), Observation.TERMINAL, false)
                : new Passed(List.of(), ENDED_EARLY, false);
    }

    @Override
    public boolean complete() {
        return observer.complete();
    }

    @Override
    public ClientEvent failureEvent(Failure failure, String requestId) {
        return observer.failureEvent(failure, requestId);
    }
}
