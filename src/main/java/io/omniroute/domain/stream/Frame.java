package io.omniroute.domain.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream as it came.
 *
 * <p>{@code raw} holds the event's own bytes, line ends and the blank line behind it included, so that writing all raw
 * bytes one after the other reproduces the stream. The payload is {@code data[dataFrom, dataTo)}; it lies inside
 * {@code raw} where the event has one data line, and is empty for a comment.
 *
 * @param name the event's name, null when it has none
 */
public record Frame(@Nullable String name, byte[] raw, byte[] data, int dataFrom, int dataTo) {
    /** A frame without payload: a comment, white space between two events, a byte order mark. */
    public static Frame empty(byte[] raw) {
        return new Frame(null, raw, raw, 0, 0);
    }

    public boolean hasData() {
        return dataTo > dataFrom;
    }

    public int dataLength() {
        return dataTo - dataFrom;
    }

    /** The payload as text; for tests and messages. */
    public String dataText() {
        return new String(data, dataFrom, dataTo - dataFrom, StandardCharsets.UTF_8);
    }
}
