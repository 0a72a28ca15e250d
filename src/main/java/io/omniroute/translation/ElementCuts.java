package io.omniroute.translation;

import io.omniroute.translation.RequestHead.Edit;
import io.omniroute.translation.RequestHead.Span;
import java.util.ArrayList;
import java.util.List;

/** Takes elements out of an array, each with the comma and the white space that go with it. */
public final class ElementCuts {
    private static final int NONE = -1;

    private final List<Edit> edits = new ArrayList<>(0);
    private boolean kept;
    /** Where the elements begin that are taken out before the first that stays. */
    private int leadingFrom = NONE;
    private int previousTo;

    /** Elements come in order. */
    public void element(Span at, boolean keep) {
        if (!keep && kept) {
            cut(previousTo, at.to());
        } else if (!keep && leadingFrom == NONE) {
            leadingFrom = at.from();
        } else if (keep && leadingFrom != NONE) {
            cut(leadingFrom, at.from());
            leadingFrom = NONE;
        }
        kept |= keep;
        previousTo = at.to();
    }

    /** The array is over. */
    public void close() {
        if (leadingFrom != NONE) {
            cut(leadingFrom, previousTo);
        }
    }

    /** Whether there were elements and all of them go. */
    boolean nothingKept() {
        return leadingFrom != NONE;
    }

    private void cut(int from, int to) {
        edits.add(new Edit(new Span(from, to), ""));
    }

    /** Edits inside an element that stays. */
    void add(List<Edit> inside) {
        edits.addAll(inside);
    }

    /** What was collected. */
    public List<Edit> edits() {
        return edits;
    }
}
