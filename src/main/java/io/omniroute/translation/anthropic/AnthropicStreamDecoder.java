package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Message stream → hub events. Content goes through {@link BlockReader}; here is what stands around it.
 *
 * @param counts merged so far
 * @param finish as read, written when the stream ends
 * @param refusal what the model says about its refusal; may be empty
 * @param over the last event was given
 */
record AnthropicStreamDecoder(Answering context, boolean started, BlockReader blocks, TokenCounts counts,
        Optional<Finish> finish, String refusal, boolean over) implements StreamState<Frame, ChatEvent> {
    static AnthropicStreamDecoder of(Answering context) {
        return new AnthropicStreamDecoder(context, false, BlockReader.start(context), TokenCounts.NONE,
                Optional.empty(), "", false);
    }

    @Override
    public Step<Frame, ChatEvent> on(Frame frame) {
        if (over) {
            return still();
        }
        if (!frame.hasData()) {
            return Payload.html(frame.raw(), 0, frame.raw().length) ? failed(reported(frame)) : still();
        }
        Optional<Json.Obj> event = Wire.object(frame.data(), frame.dataFrom(), frame.dataTo());
        if (event.isEmpty()) {
            return unreadable(frame);
        }
        String name = frame.name();
        String type = event.get().text("type").orElse(name == null ? "" : name);
        return event.get().present("error") != null ? failed(reported(frame)) : event(type, event.get());
    }

    /** ST-3. */
    @Override
    public List<ChatEvent> end() {
        return over ? List.of() : stopped().out();
    }

    private Step<Frame, ChatEvent> event(String type, Json.Obj event) {
        return switch (type) {
            case "message_start" -> begun(event.object("message").orElse(Json.Obj.EMPTY));
            case "content_block_start", "content_block_delta", "content_block_stop" -> content(type, event);
            case "message_delta" -> closing(event);
            case "message_stop" -> stopped();
            default -> still();
        };
    }

    private Step<Frame, ChatEvent> still() {
        return new Step<>(this, List.of());
    }

    private Step<Frame, ChatEvent> unreadable(Frame frame) {
        return Payload.html(frame.data(), frame.dataFrom(), frame.dataTo())
                ? failed(reported(frame))
                : new Step<>(this, List.of(new ChatEvent.Unreadable()));
    }

    /** The observer words failures, so that both ways of reading a stream agree on them. */
    private static Observation.StreamFailure reported(Frame frame) {
        var failure = new AnthropicObserver().observe(frame).failure();
        return failure == null ? new Observation.StreamFailure(502, "the provider reported an error") : failure;
    }

    private Step<Frame, ChatEvent> failed(Observation.StreamFailure failure) {
        return new Step<>(over(finish), List.of(new ChatEvent.Failed(failure.status(), failure.message())));
    }

    private Step<Frame, ChatEvent> begun(Json.Obj message) {
        var out = new ArrayList<ChatEvent>(2);
        start(message, out);
        AnthropicStreamDecoder next = counted(message, out);
        return new Step<>(next, out);
    }

    private void start(Json.Obj message, List<ChatEvent> out) {
        if (!started) {
            out.add(new ChatEvent.Started(Wire.id(message).orElseGet(() -> context.ids().of("message")),
                    Wire.filled(message, "model").orElse(context.model()), context.nowSeconds(), Optional.empty()));
        }
    }

    /** Behind the start, with the usage this event tells. */
    private AnthropicStreamDecoder counted(Json.Obj holder, List<ChatEvent> out) {
        TokenCounts now = holder.object("usage").map(counts::with).orElse(counts);
        if (!now.equals(counts)) {
            now.usage().ifPresent(it -> out.add(new ChatEvent.Counted(it)));
        }
        return new AnthropicStreamDecoder(context, true, blocks, now, finish, refusal, over);
    }

    private Step<Frame, ChatEvent> content(String type, Json.Obj event) {
        var out = new ArrayList<ChatEvent>(2);
        start(Json.Obj.EMPTY, out);
        BlockReader next = blocks.on(type, event, out);
        return new Step<>(new AnthropicStreamDecoder(context, true, next, counts, finish, refusal, over), out);
    }

    /** The stop reason is kept until the end: usage may still follow. */
    private Step<Frame, ChatEvent> closing(Json.Obj event) {
        var out = new ArrayList<ChatEvent>(2);
        start(Json.Obj.EMPTY, out);
        Json.Obj delta = event.object("delta").orElse(Json.Obj.EMPTY);
        Optional<Finish> told = Wire.filled(delta, "stop_reason").map(reason -> new Finish(StopReasons.read(reason),
                Optional.of(reason), delta.text("stop_sequence")));
        String why = Wire.explanation(delta).or(() -> Wire.explanation(event)).orElse(refusal);
        AnthropicStreamDecoder next = counted(event, out);
        return new Step<>(new AnthropicStreamDecoder(context, true, blocks, next.counts, told.or(() -> finish), why,
                over), out);
    }

    private Step<Frame, ChatEvent> stopped() {
        if (finish.isEmpty()) {
            return failed(new Observation.StreamFailure(502, "upstream ended the stream early"));
        }
        var out = new ArrayList<ChatEvent>(3);
        blocks.closed(out);
        if (!refusal.isEmpty()) {
            out.add(new ChatEvent.RefusalPiece(0, refusal));
        }
        out.add(new ChatEvent.Finished(0, finish.get()));
        out.add(new ChatEvent.Ended());
        return new Step<>(over(finish), out);
    }

    private AnthropicStreamDecoder over(Optional<Finish> told) {
        return new AnthropicStreamDecoder(context, started, blocks, counts, told, refusal, true);
    }
}
