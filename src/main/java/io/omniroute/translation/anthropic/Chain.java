package io.omniroute.translation.anthropic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that grows at its end in no time and leaves the shorter list as it was; for the state of a stream. */
final class Chain<T> {
    private final @Nullable Chain<T> older;
    private final @Nullable T newest;

    private Chain(@Nullable Chain<T> older, @Nullable T newest) {
        this.older = older;
        this.newest = newest;
    }

    static <T> Chain<T> empty() {
        return new Chain<>(null, null);
    }

    Chain<T> plus(T value) {
        return new Chain<>(this, value);
    }

    boolean isEmpty() {
        return older == null;
    }

    /** From the first to the last one. */
    List<T> inOrder() {
        var values = new ArrayList<T>();
        Chain<T> at = this;
        while (at.older != null && at.newest != null) {
            values.add(at.newest);
            at = at.older;
        }
        Collections.reverse(values);
        return values;
    }
}
