package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamState;
import java.util.List;
import java.util.Optional;

/** The events of a response stream → hub events (RR-1 to RR-16, ST-3). */
record StreamDecoder(Answering context, StreamMoment moment) implements StreamState<Frame, ChatEvent> {
    private static final int BAD_GATEWAY = 502;

    static StreamDecoder of(Answering context) {
        return new StreamDecoder(context, StreamMoment.FIRST);
    }

    @Override
    public Step<Frame, ChatEvent> on(Frame frame) {
        if (moment.over()) {
            return new Step<>(this, List.of());
        }
        if (!frame.hasData()) {
            return Payload.html(frame.raw(), 0, frame.raw().length) ? html() : new Step<>(this, List.of());
        }
        Optional<Json.Obj> event = Reading.object(frame.data(), frame.dataFrom(), frame.dataTo());
        if (event.isEmpty()) {
            return Payload.html(frame.data(), frame.dataFrom(), frame.dataTo()) ? html()
                    : new Step<>(this, List.of(new ChatEvent.Unreadable()));
        }
        String name = frame.name();
        var reader = new StreamReader(context, moment);
        reader.read(event.get(), event.get().text("type").orElse(name == null ? "" : name));
        return new Step<>(new StreamDecoder(context, reader.moment()), reader.out());
    }

    private Step<Frame, ChatEvent> html() {
        var reader = new StreamReader(context, moment);
        reader.fail(BAD_GATEWAY, "the provider answered with an HTML document");
        return new Step<>(new StreamDecoder(context, reader.moment()), reader.out());
    }

    @Override
    public List<ChatEvent> end() {
        return moment.over() ? List.of()
                : List.of(new ChatEvent.Failed(BAD_GATEWAY, "upstream ended the stream early"));
    }
}
