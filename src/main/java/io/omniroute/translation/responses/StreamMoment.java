package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Usage;
import java.util.Optional;

/**
 * How far an upstream's stream is read.
 *
 * @param sent what is known by key: characters passed on of a part, numbers of calls, places of items
 * @param calls calls opened so far
 * @param thought the reasoning part written to last, as long as nothing else came behind it; empty = none
 * @param points code points of text so far
 */
record StreamMoment(boolean started, Kept<String, Integer> sent, int calls, String thought, int points,
        Optional<Usage> usage, boolean over) {
    static final StreamMoment FIRST = new StreamMoment(false, Kept.nothing(), 0, "", 0, Optional.empty(), false);
}
