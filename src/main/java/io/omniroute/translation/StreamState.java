package io.omniroute.translation;

import java.util.List;

/**
 * One moment of a stream's translation, as a value: it can be kept, replayed and asked again. Decoders take frames and
 * give hub events, encoders take hub events and give client events, stages take and give hub events.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
public interface StreamState<I, O> {
    /** The next moment and what this input makes go out. */
    Step<I, O> on(I input);

    /**
     * The input ended without another word. A decoder says here whether the answer was whole (ST-3): its last events,
     * or {@code Failed}; after it said {@code Ended} or {@code Failed} by itself, nothing more.
     */
    List<O> end();

    /** @param out in order, mostly none or one */
    record Step<I, O>(StreamState<I, O> next, List<O> out) {}

    /** What goes in, comes out. */
    static <T> StreamState<T, T> unchanged() {
        return new StreamState<>() {
            @Override
            public Step<T, T> on(T input) {
                return new Step<>(this, List.of(input));
            }

            @Override
            public List<T> end() {
                return List.of();
            }
        };
    }
}
