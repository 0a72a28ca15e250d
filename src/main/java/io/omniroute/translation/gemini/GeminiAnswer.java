package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stream has told of one choice, as far as it is still needed.
 *
 * @param text all of it, for the sources' places
 * @param calls not written yet, in order of their numbers
 * @param refused a refusal was told
 * @param finish once it came
 */
record GeminiAnswer(GeminiText text, List<GeminiCall> calls, List<Annotation> sources, boolean refused,
        Optional<FinishReason> finish) {
    static final GeminiAnswer NEW = new GeminiAnswer(GeminiText.EMPTY, List.of(), List.of(), false,
            Optional.empty());
    GeminiAnswer wrote(String more) {
        return new GeminiAnswer(text.plus(more), calls, sources, refused, finish);
    }

    GeminiAnswer refusing() {
        return new GeminiAnswer(text, calls, sources, true, finish);
    }

    GeminiAnswer with(List<GeminiCall> others) {
        return new GeminiAnswer(text, List.copyOf(others), sources, refused, finish);
    }

    GeminiAnswer plus(Annotation source) {
        var more = new ArrayList<>(sources);
        more.add(source);
        return new GeminiAnswer(text, calls, List.copyOf(more), refused, finish);
    }

    GeminiAnswer finished(FinishReason reason) {
        return new GeminiAnswer(text, calls, sources, refused, Optional.of(reason));
    }

    /** The calls in front that are complete, and the answer without them; asked when something else begins. */
    Settled settled() {
        int ready = 0;
        var rest = new ArrayList<>(calls);
        while (ready < rest.size()) {
            GeminiCall looked = rest.get(ready).looked();
            rest.set(ready, looked);
            if (!looked.complete()) {
                break;
            }
            ready++;
        }
        List<Json> parts = rest.subList(0, ready).stream().<Json>map(GeminiCall::part).toList();
        return new Settled(with(rest.subList(ready, rest.size())), parts);
    }

    /** @param parts calls that can be written */
    record Settled(GeminiAnswer answer, List<Json> parts) {}

    /** The candidate of the last event: what is left, the finish and the sources. */
    Json.Obj last(int index) {
        List<Json> parts = calls.isEmpty()
                ? List.of(GeminiParts.NOTHING)
                : calls.stream().<Json>map(GeminiCall::part).toList();
        FinishReason reason = refused ? FinishReason.CONTENT_FILTER : finish.orElse(FinishReason.STOP);
        var candidate = Json.Obj.builder().put("content", GeminiReplyEncoder.content(parts))
                .put("finishReason", GeminiFinish.encode(reason)).put("index", index);
        if (!sources.isEmpty()) {
            candidate.put("groundingMetadata", GeminiSources.metadata(sources, text.whole()));
        }
        return candidate.build();
    }
}
