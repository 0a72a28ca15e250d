package io.omniroute.domain.stream;

import org.jspecify.annotations.Nullable;

/**
 * A dialect's error inside a stream.
 *
 * @param name of the event, null where the dialect names none
 * @param json its payload, without line breaks
 */
public record ClientEvent(@Nullable String name, byte[] json) {}
