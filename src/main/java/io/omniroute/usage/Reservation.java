package io.omniroute.usage;

import java.math.BigDecimal;

/**
 * What a request may spend while it runs. Every attempt that used anything is booked once, whatever becomes of the
 * request; the hold ends with {@link #settle} or {@link #release} or by itself when it is too old. Thread-safe, every
 * method may be called again.
 */
public interface Reservation extends AutoCloseable {
    /** Books what a failed attempt cost and keeps the hold for the next one. */
    void charge(String attemptId, BigDecimal costUsd);

    /** Books what the last attempt cost and ends the hold, in one step. */
    void settle(String attemptId, BigDecimal costUsd);

    /** Ends the hold; what was booked stays booked. */
    void release();

    /** As {@link #release()}. */
    @Override
    default void close() {
        release();
    }
}
