package io.omniroute.upstream.framing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of one AWS event stream message: the strings by name, everything else stepped over by its size. */
final class EventHeaders {
    /** Bytes a value of each type 0 to 9 has; negative: two bytes of length, then as many. */
    private static final int[] SIZES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};
    private static final int STRING = 7;

    private final byte[] bytes;
    private final Map<String, Span> strings = new HashMap<>();

    private EventHeaders(byte[] bytes) {
        this.bytes = bytes;
    }

    record Span(int from, int to) {}

    /** Those in {@code bytes[from, to)}; {@code Broken} when they do not end exactly there. */
    static EventHeaders read(byte[] bytes, int from, int to) {
        var headers = new EventHeaders(bytes);
        int at = from;
        while (at < to) {
            at = headers.one(at, to);
        }
        return headers;
    }

    /** Reads the header at {@code at}; the place behind it. */
    private int one(int at, int to) {
        int name = at + 1;
        int type = within(name + (bytes[at] & 0xFF), to);
        within(type + 1, to);
        int kind = bytes[type] & 0xFF;
        if (kind >= SIZES.length) {
            throw PrefixedMessages.broken("the provider sent an event with a header of unknown type " + kind);
        }
        int value = type + 1;
        int size = SIZES[kind];
        if (size < 0) {
            within(value + 2, to);
            size = (bytes[value] & 0xFF) << 8 | (bytes[value + 1] & 0xFF);
            value += 2;
        }
        int end = within(value + size, to);
        if (kind == STRING) {
            strings.put(text(name, type), new Span(value, end));
        }
        return end;
    }

    private static int within(int at, int to) {
        if (at > to) {
            throw PrefixedMessages.broken("the provider sent an event whose headers are cut");
        }
        return at;
    }

    @Nullable
    Span find(String name) {
        return strings.get(name);
    }

    /** The header's text, {@code otherwise} when it is absent. */
    String text(String name, String otherwise) {
        Span span = find(name);
        return span == null ? otherwise : text(span.from(), span.to());
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
