package io.omniroute.translation.responses;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as a value that grows at its end for nothing: the older value stays as it was, so a stream's state can be kept
 * and replayed.
 */
record Gathered<T>(@Nullable Gathered<T> before, @Nullable T last, int size) {
    static <T> Gathered<T> none() {
        return new Gathered<>(null, null, 0);
    }

    Gathered<T> and(T next) {
        return new Gathered<>(this, next, size + 1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** In the order they came. */
    List<T> list() {
        var all = new ArrayList<T>(size);
        Gathered<T> at = this;
        while (at != null) {
            if (at.last != null) {
                all.add(at.last);
            }
            at = at.before;
        }
        Collections.reverse(all);
        return all;
    }

    /** The pieces of a text as one. */
    static String text(Gathered<String> pieces) {
        return String.join("", pieces.list());
    }

    // the chain is as long as the stream: nothing may walk it by recursion
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Gathered<?> that && size == that.size && list().equals(that.list());
    }

    @Override
    public int hashCode() {
        return list().hashCode();
    }

    @Override
    public String toString() {
        return list().toString();
    }
}
