package io.omniroute.translation.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was read of one candidate of a stream.
 *
 * @param text all of it, for the sources' places
 * @param calls how many there were
 * @param finish the reason, once it came; content may still follow
 * @param sources candidates that named some, as they came
 */
record GeminiCandidate(GeminiText text, int calls, Optional<String> finish, List<GeminiSources.Named> sources) {
    static final GeminiCandidate NEW = new GeminiCandidate(GeminiText.EMPTY, 0, Optional.empty(), List.of());
    GeminiCandidate wrote(String more) {
        return new GeminiCandidate(text.plus(more), calls, finish, sources);
    }

    GeminiCandidate called() {
        return new GeminiCandidate(text, calls + 1, finish, sources);
    }

    GeminiCandidate finished(String reason) {
        return new GeminiCandidate(text, calls, Optional.of(reason), sources);
    }

    GeminiCandidate named(GeminiSources.Named candidate) {
        var more = new ArrayList<>(sources);
        more.add(candidate);
        return new GeminiCandidate(text, calls, finish, List.copyOf(more));
    }
}
