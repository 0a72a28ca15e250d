package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stream of complete responses as hub events. There is no terminal frame: what finished is told when the input ends,
 * because parts and usage may follow a finish reason ({@code response-gemini-openai.md}).
 *
 * @param enveloped each response stands in the Cloud Code envelope
 * @param content something of any candidate was delivered
 * @param usage counts so far, merged
 * @param candidates by their index
 */
record GeminiStreamDecoder(Answering context, boolean enveloped, boolean started, boolean over, boolean content,
        Json.Obj usage, Map<Integer, GeminiCandidate> candidates) implements StreamState<Frame, ChatEvent> {
    GeminiStreamDecoder(Answering context, boolean enveloped) {
        this(context, enveloped, false, false, false, Json.Obj.EMPTY, Map.of());
    }

    @Override
    public Step<Frame, ChatEvent> on(Frame frame) {
        if (over) {
            return new Step<>(this, List.of());
        }
        if (!frame.hasData()) {
            return Payload.html(frame.raw(), 0, frame.raw().length) ? html() : new Step<>(this, List.of());
        }
        Optional<Json> read = read(frame.data(), frame.dataFrom(), frame.dataTo());
        if (read.isPresent() && (read.get() instanceof Json.Obj || read.get() instanceof Json.Arr)) {
            return chunk(read.get());
        }
        return Payload.html(frame.data(), frame.dataFrom(), frame.dataTo())
                ? html()
                : new Step<>(this, List.of(new ChatEvent.Unreadable()));
    }

    private Step<Frame, ChatEvent> html() {
        return new Step<>(ended(), List.of(new ChatEvent.Failed(502, "the provider answered with an HTML document")));
    }

    /** One response, or an array of them. */
    Step<Frame, ChatEvent> chunk(Json chunk) {
        var reading = new GeminiChunkReading(this);
        for (Json one : chunk instanceof Json.Arr array ? array.elements() : List.of(chunk)) {
            if (one instanceof Json.Obj object) {
                reading.read(object);
            }
        }
        return new Step<>(reading.state(), reading.events());
    }

    /** Bytes that are no UTF-8 are taken for U+FFFD (SP-1). */
    static Optional<Json> read(byte[] data, int from, int to) {
        return JsonText.parse(data, from, to)
                .or(() -> JsonText.parse(new String(data, from, to - from, StandardCharsets.UTF_8)));
    }

    GeminiStreamDecoder ended() {
        return new GeminiStreamDecoder(context, enveloped, started, true, content, usage, candidates);
    }

    @Override
    public List<ChatEvent> end() {
        if (over) {
            return List.of();
        }
        boolean whole = !candidates.isEmpty()
                && candidates.values().stream().allMatch(it -> it.finish().isPresent());
        return whole ? finish("") : List.of(new ChatEvent.Failed(502, "upstream ended the stream early"));
    }

    /** The last events; candidates without a finish reason end with the given one. */
    List<ChatEvent> finish(String unfinished) {
        var events = new ArrayList<ChatEvent>();
        new TreeMap<>(candidates).forEach((index, candidate) -> {
            GeminiSources.annotations(candidate.sources(), candidate.text().whole())
                    .forEach(source -> events.add(new ChatEvent.Cited(index, source)));
            events.add(new ChatEvent.Finished(index,
                    GeminiFinish.decode(candidate.finish().orElse(unfinished), candidate.calls() > 0)));
        });
        events.add(new ChatEvent.Ended());
        return events;
    }
}
