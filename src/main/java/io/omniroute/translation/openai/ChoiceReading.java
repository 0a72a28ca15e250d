package io.omniroute.translation.openai;

import java.util.List;

/**
 * One of the parallel answers of a stream as far as it was read.
 *
 * @param spoke it had content
 * @param reasoned it had reasoning
 * @param thinking the last content was reasoning that may still be signed
 * @param textHalf see {@link Halves}
 */
record ChoiceReading(int index, boolean finished, boolean spoke, boolean reasoned, boolean thinking,
        List<CallReading> calls, String textHalf, String thoughtHalf) {
    static ChoiceReading begun(int index) {
        return new ChoiceReading(index, false, false, false, false, List.of(), "", "");
    }
}
