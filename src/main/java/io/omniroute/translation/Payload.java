package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Opens the payload of a frame or an answer for a dialect and judges what cannot be read (SP-1, SP-8). */
public final class Payload {
    private static final int HTML_PREFIX = 64;

    private Payload() {}

    /** Reads one object or array; the parser stands at its first token. */
    @FunctionalInterface
    public interface Reading {
        Observation from(JsonParser json) throws IOException;
    }

    /** Reads the data of a frame; a frame without data says nothing, unless it is a piece of an HTML document. */
    public static Observation read(Frame frame, Reading reading) {
        if (frame.hasData()) {
            return read(frame.data(), frame.dataFrom(), frame.dataTo(), reading);
        }
        return html(frame.raw(), 0, frame.raw().length) ? htmlDocument() : Observation.NOTHING;
    }

    /**
     * Reads {@code data[from, to)}. Bytes that are no UTF-8 are taken for U+FFFD (SP-1). The reading may run twice and
     * has to bear that.
     */
    public static Observation read(byte[] data, int from, int to, Reading reading) {
        try {
            return parse(data, from, to, reading);
        } catch (IOException e) {
            byte[] repaired = new String(data, from, to - from, StandardCharsets.UTF_8).getBytes(
                    StandardCharsets.UTF_8);
            if (!Arrays.equals(repaired, 0, repaired.length, data, from, to)) {
                return read(repaired, 0, repaired.length, reading);
            }
            return html(data, from, to) ? htmlDocument() : Observation.UNREADABLE;
        }
    }

    private static Observation parse(byte[] data, int from, int to, Reading reading) throws IOException {
        try (JsonParser json = JsonBytes.parser(data, from, to)) {
            var first = json.nextToken();
            if (first == null || !first.isStructStart()) {
                return Observation.UNREADABLE;
            }
            Observation seen = reading.from(json);
            return json.nextToken() == null ? seen : Observation.UNREADABLE;
        }
    }

    private static Observation htmlDocument() {
        return Observation.failed(new StreamFailure(502, "the provider answered with an HTML document"));
    }

    /** Whether the bytes begin like an HTML page. */
    public static boolean html(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        if (start == to || bytes[start] != '<') {
            return false;
        }
        String begin = new String(bytes, start, Math.min(HTML_PREFIX, to - start), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype") || begin.startsWith("<html") || begin.startsWith("<head")
                || begin.startsWith("<body");
    }
}
