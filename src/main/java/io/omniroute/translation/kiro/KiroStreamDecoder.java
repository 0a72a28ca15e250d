package io.omniroute.translation.kiro;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events of the service → hub events.
 *
 * <p>Often no stop event comes: an end behind content is a regular one. The finish is told as soon as it is known, the
 * end only when the stream ends, because usage comes behind the stop event. The share of the context window that is in
 * use is no usage a client could be told, and a reasoning block's signature belongs to a vendor the events do not name:
 * both are left out. What is not known is ignored.
 */
record KiroStreamDecoder(Answering context, Place place, boolean content, @Nullable Usage usage, KiroCalls calls)
        implements
            StreamState<Frame, ChatEvent> {
    enum Place {
        BEFORE, INSIDE, FINISHED, OVER
    }

    static KiroStreamDecoder start(Answering context) {
        return new KiroStreamDecoder(context, Place.BEFORE, false, null, KiroCalls.NONE);
    }

    @Override
    public Step<Frame, ChatEvent> on(Frame frame) {
        String name = frame.name() == null ? "" : frame.name();
        if (place == Place.OVER || (name.isEmpty() && !frame.hasData())) {
            return new Step<>(this, List.of());
        }
        if (KiroErrors.named(name)) {
            return new Step<>(at(Place.OVER), List.of(KiroErrors.failed(name, frame)));
        }
        var payload = new Json[1];
        Observation seen = Payload.read(frame, json -> {
            payload[0] = JsonText.read(json);
            return Observation.NOTHING;
        });
        if (seen.failure() != null) {
            return new Step<>(at(Place.OVER),
                    List.of(new ChatEvent.Failed(seen.failure().status(), seen.failure().message())));
        }
        return seen.unreadable()
                ? new Step<>(this, List.of(new ChatEvent.Unreadable()))
                : event(name, payload[0] == null ? Json.Obj.EMPTY : payload[0]);
    }

    private Step<Frame, ChatEvent> event(String name, Json payload) {
        List<ChatEvent> out = new ArrayList<>(2);
        if (name.equals("invalidStateEvent")) {
            out.add(KiroErrors.failed(payload instanceof Json.Obj state ? state : Json.Obj.EMPTY));
            return new Step<>(at(Place.OVER), out);
        }
        KiroStreamDecoder next = this;
        if (place == Place.BEFORE) {
            out.add(new ChatEvent.Started(context.ids().of("reply"), context.model(), context.nowSeconds(),
                    Optional.empty()));
            next = at(Place.INSIDE);
        }
        for (Json one : payload instanceof Json.Arr several ? several.elements() : List.of(payload)) {
            if (one instanceof Json.Obj object) {
                next = next.part(name, object.object(name).orElse(object), out);
            }
        }
        return new Step<>(next, out);
    }

    private KiroStreamDecoder part(String name, Json.Obj payload, List<ChatEvent> out) {
        if (name.equals("metricsEvent") || name.equals("usageEvent")) {
            return counted(payload, out);
        }
        if (place == Place.FINISHED) {
            return this;
        }
        return switch (name) {
            case "assistantResponseEvent", "codeEvent" -> said(payload.text("content")
                    .map(text -> new ChatEvent.TextPiece(0, text)).filter(it -> !it.text().isEmpty()), out);
            case "reasoningContentEvent" -> said(payload.text("text").or(() -> payload.text("content"))
                    .map(text -> new ChatEvent.ReasoningPiece(0, text)).filter(it -> !it.text().isEmpty()), out);
            case "toolUseEvent" -> new KiroStreamDecoder(context, place, true, usage,
                    calls.on(payload, context, out));
            case "messageStopEvent" -> finished(out);
            default -> this;
        };
    }

    private KiroStreamDecoder said(Optional<? extends ChatEvent> piece, List<ChatEvent> out) {
        piece.ifPresent(out::add);
        return piece.isEmpty() || content ? this : new KiroStreamDecoder(context, place, true, usage, calls);
    }

    private KiroStreamDecoder counted(Json.Obj payload, List<ChatEvent> out) {
        Optional<Long> input = payload.whole("inputTokens").filter(it -> it >= 0);
        Optional<Long> output = payload.whole("outputTokens").filter(it -> it >= 0);
        if (input.isEmpty() && output.isEmpty()) {
            return this;
        }
        var merged = new Usage(input.orElse(usage == null ? 0 : usage.prompt()),
                output.orElse(usage == null ? 0 : usage.completion()));
        if (merged.equals(usage)) {
            return this;
        }
        out.add(new ChatEvent.Counted(merged));
        return new KiroStreamDecoder(context, place, content, merged, calls);
    }

    private KiroStreamDecoder finished(List<ChatEvent> out) {
        calls.close(out);
        out.add(new ChatEvent.Finished(0,
                new Finish(calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS)));
        return at(Place.FINISHED);
    }

    private KiroStreamDecoder at(Place other) {
        return new KiroStreamDecoder(context, other, content, usage, calls);
    }

    @Override
    public List<ChatEvent> end() {
        List<ChatEvent> out = new ArrayList<>(3);
        switch (place) {
            case OVER -> {
                // said already
            }
            case FINISHED -> out.add(new ChatEvent.Ended());
            case BEFORE, INSIDE -> {
                if (content) {
                    finished(out);
                    out.add(new ChatEvent.Ended());
                } else {
                    out.add(new ChatEvent.Failed(502, "upstream ended the stream early"));
                }
            }
        }
        return out;
    }
}
