package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
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
 * @param seals another vendor's, for the next call
 */
record GeminiAnswer(GeminiText text, List<GeminiCall> calls, List<Annotation> sources, boolean refused,
        Optional<FinishReason> finish, GeminiSeals seals) {
    static final GeminiAnswer NEW = new GeminiAnswer(GeminiText.EMPTY, List.of(), List.of(), false,
            Optional.empty(), GeminiSeals.NONE);
    GeminiAnswer wrote(String more) {
        return new GeminiAnswer(text.plus(more), calls, sources, refused, finish, said(more));
    }

    GeminiAnswer refusing(String words) {
        return new GeminiAnswer(text, calls, sources, true, finish, said(words));
    }

    private GeminiSeals said(String words) {
        return words.isEmpty() ? seals : seals.says(words);
    }

    GeminiAnswer with(GeminiSeals others) {
        return new GeminiAnswer(text, calls, sources, refused, finish, others);
    }

    GeminiAnswer with(List<GeminiCall> others) {
        return new GeminiAnswer(text, List.copyOf(others), sources, refused, finish, seals);
    }

    GeminiAnswer plus(Annotation source) {
        var more = new ArrayList<>(sources);
        more.add(source);
        return new GeminiAnswer(text, calls, List.copyOf(more), refused, finish, seals);
    }

    GeminiAnswer finished(FinishReason reason) {
        return new GeminiAnswer(text, calls, sources, refused, Optional.of(reason), seals);
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

    /** With one more call; it carries the seals that were held, or a part before it does when it has its own. */
    Settled opened(ChatEvent.CallOpened call) {
        Settled settled = settled();
        boolean own = call.signature().isPresent();
        var more = new ArrayList<>(settled.answer().calls());
        more.add(new GeminiCall(call, own ? Optional.empty() : seals.value()));
        var parts = new ArrayList<>(settled.parts());
        seals.value().filter(it -> own).ifPresent(it -> parts.add(GeminiParts.carrier(it)));
        return new Settled(settled.answer().with(more).with(GeminiSeals.NONE), parts);
    }

    /** @param parts calls that can be written, and what stands before them */
    record Settled(GeminiAnswer answer, List<Json> parts) {}

    /** The candidate of the last event: what is left, the finish and the sources. */
    Json.Obj last(int index) {
        List<Json> parts = left();
        FinishReason reason = refused ? FinishReason.CONTENT_FILTER : finish.orElse(FinishReason.STOP);
        var candidate = Json.Obj.builder().put("content", GeminiReplyEncoder.content(parts))
                .put("finishReason", GeminiFinish.encode(reason)).put("index", index);
        if (!sources.isEmpty()) {
            candidate.put("groundingMetadata", GeminiSources.metadata(sources, text.whole()));
        }
        return candidate.build();
    }

    private List<Json> left() {
        var parts = new ArrayList<Json>();
        calls.forEach(call -> parts.add(call.part()));
        seals.value().ifPresent(it -> parts.add(GeminiParts.carrier(it)));
        return parts.isEmpty() ? List.of(GeminiParts.NOTHING) : parts;
    }
}
