package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stream of {@code chat.completion.chunk} as hub events, with the liberties compatible servers take. Source: OpenAI
 * API reference, "Streaming", read 2026-11; stream rules section 6.
 *
 * @param choices by their index; never changed in place
 */
record ChunkDecoder(Answering context, boolean started, boolean over, Map<Integer, ChoiceReading> choices,
        Optional<Usage> usage) implements StreamState<Frame, ChatEvent> {
    private static final int MOST_CHOICES = 128;
    private static final String BROKEN_OFF = "upstream ended the stream early";
    static ChunkDecoder of(Answering context) {
        return new ChunkDecoder(context, false, false, Map.of(), Optional.empty());
    }

    @Override
    public Step<Frame, ChatEvent> on(Frame frame) {
        if (over) {
            return new Step<>(this, List.of());
        }
        if (!frame.hasData()) {
            return Payload.html(frame.raw(), 0, frame.raw().length) ? html() : new Step<>(this, List.of());
        }
        if (OpenAiObserver.isDone(frame)) {
            return new Step<>(ended(), done());
        }
        Optional<Json.Obj> chunk = ReplyJson.object(frame.data(), frame.dataFrom(), frame.dataTo());
        if (chunk.isEmpty()) {
            return Payload.html(frame.data(), frame.dataFrom(), frame.dataTo())
                    ? html()
                    : new Step<>(this, List.of(new ChatEvent.Unreadable()));
        }
        Optional<StreamFailure> failure = ReplyJson.failure(chunk.get());
        return failure.isPresent()
                ? failed(failure.get().status(), failure.get().message())
                : chunk(chunk.get());
    }

    private Step<Frame, ChatEvent> html() {
        return failed(502, "the provider answered with an HTML document");
    }

    private Step<Frame, ChatEvent> failed(int status, String message) {
        return new Step<>(ended(), List.of(new ChatEvent.Failed(status, message)));
    }

    private ChunkDecoder ended() {
        return new ChunkDecoder(context, started, true, choices, usage);
    }

    private Step<Frame, ChatEvent> chunk(Json.Obj chunk) {
        var out = new ArrayList<ChatEvent>();
        boolean begins = started || !chunk.elements("choices").isEmpty() || !chunk.text("id").orElse("").isEmpty();
        if (begins && !started) {
            out.add(ReplyJson.started(chunk, context));
        }
        Map<Integer, ChoiceReading> read = choices(chunk.elements("choices"), out);
        Optional<Usage> counted = chunk.object("usage").flatMap(UsageJson::read)
                .map(now -> usage.map(before -> UsageJson.merged(before, now)).orElse(now));
        if (begins && counted.isPresent() && !counted.equals(usage)) {
            out.add(new ChatEvent.Counted(counted.get()));
        }
        return new Step<>(new ChunkDecoder(context, begins, false, read, counted.or(() -> usage)), out);
    }

    private Map<Integer, ChoiceReading> choices(List<Json> elements, List<ChatEvent> out) {
        if (elements.isEmpty()) {
            return choices;
        }
        var all = new TreeMap<>(choices);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Json.Obj choice) {
                int index = (int) Math.clamp(choice.whole("index").orElse((long) i), 0, MOST_CHOICES - 1);
                ChoiceReading before = all.getOrDefault(index, ChoiceReading.begun(index));
                all.put(index, new ChoiceStep(before, context, out).read(choice));
            }
        }
        return all;
    }

    /** A vendor that never names a finish reason has at least said that it is done. */
    private List<ChatEvent> done() {
        var out = new ArrayList<ChatEvent>();
        boolean spoke = choices.values().stream().anyMatch(ChoiceReading::spoke);
        if (!finished() && !spoke) {
            return List.of(new ChatEvent.Failed(502, BROKEN_OFF));
        }
        choices.values().forEach(choice -> new ChoiceStep(choice, context, out).finishUnnamed());
        out.add(new ChatEvent.Ended());
        return out;
    }

    private boolean finished() {
        return !choices.isEmpty() && choices.values().stream().allMatch(ChoiceReading::finished);
    }

    @Override
    public List<ChatEvent> end() {
        if (over) {
            return List.of();
        }
        return List.of(finished() ? new ChatEvent.Ended() : new ChatEvent.Failed(502, BROKEN_OFF));
    }
}
