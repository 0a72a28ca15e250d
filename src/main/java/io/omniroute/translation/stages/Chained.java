package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;

/** Two stages as one: what the first gives goes into the second. */
record Chained(StreamState<ChatEvent, ChatEvent> first, StreamState<ChatEvent, ChatEvent> second)
        implements
            StreamState<ChatEvent, ChatEvent> {
    @Override
    public Step<ChatEvent, ChatEvent> on(ChatEvent event) {
        Step<ChatEvent, ChatEvent> begun = first.on(event);
        Step<ChatEvent, ChatEvent> done = through(second, begun.out());
        boolean same = begun.next() == first && done.next() == second;
        return new Step<>(same ? this : new Chained(begun.next(), done.next()), done.out());
    }

    @Override
    public List<ChatEvent> end() {
        Step<ChatEvent, ChatEvent> done = through(second, first.end());
        var last = new ArrayList<>(done.out());
        last.addAll(done.next().end());
        return last;
    }

    private static Step<ChatEvent, ChatEvent> through(StreamState<ChatEvent, ChatEvent> stage,
            List<ChatEvent> events) {
        if (events.size() == 1) {
            return stage.on(events.getFirst());
        }
        StreamState<ChatEvent, ChatEvent> now = stage;
        var out = new ArrayList<ChatEvent>();
        for (ChatEvent event : events) {
            Step<ChatEvent, ChatEvent> step = now.on(event);
            out.addAll(step.out());
            now = step.next();
        }
        return new Step<>(now, out);
    }
}
