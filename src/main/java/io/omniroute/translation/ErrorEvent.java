package io.omniroute.translation;

import org.jspecify.annotations.Nullable;

/**
 * A failure as an event of a stream that has begun.
 *
 * @param name of the event, null where the dialect names none
 * @param json its data, one line
 */
public record ErrorEvent(@Nullable String name, byte[] json) {}
