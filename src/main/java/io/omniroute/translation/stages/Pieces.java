package io.omniroute.translation.stages;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Texts gathered one by one; adding leaves the value as it is and costs nothing, the whole is put together once. */
final class Pieces {
    static final Pieces NONE = new Pieces(null, "");

    private final @Nullable Pieces before;
    private final String last;

    private Pieces(@Nullable Pieces before, String last) {
        this.before = before;
        this.last = last;
    }

    Pieces and(String text) {
        return text.isEmpty() ? this : new Pieces(this, text);
    }

    String joined() {
        var order = new ArrayDeque<String>();
        for (Pieces at = this; at != null; at = at.before) {
            order.addFirst(at.last);
        }
        var whole = new StringBuilder();
        order.forEach(whole::append);
        return whole.toString();
    }
}
