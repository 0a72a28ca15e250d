package io.omniroute.domain;

import java.util.function.Supplier;

/** The wall around a database transaction; stores called by the same thread inside {@link #call} join it. */
public interface Transactions {
    /**
     * Runs the work in one transaction; the outermost call commits, an exception rolls back and is thrown on.
     *
     * @throws StoreException when the database refuses or cannot be reached
     */
    <T> T call(Supplier<T> work);

    /** As {@link #call} for work without a result. */
    default void run(Runnable work) {
        call(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
