package io.omniroute.upstream.framing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Inflates the payload of one message. It should be gzip; some senders put zlib or bare deflate there, and an error is
 * sometimes flagged as compressed although it is not (provider notes, section 8.3).
 */
final class Inflation {
    private static final byte[] ERROR = "{\"error\"".getBytes(StandardCharsets.US_ASCII);

    private Inflation() {}

    /** Whether the bytes are an error in plain JSON. */
    static boolean isError(byte[] bytes, int from) {
        return bytes.length - from >= ERROR.length
                && Arrays.equals(bytes, from, from + ERROR.length, ERROR, 0, ERROR.length);
    }

    /** The bytes behind {@code from} inflated; {@code Broken} when they are no such thing or grow too large. */
    static byte[] of(byte[] bytes, int from) {
        try {
            return gzip(bytes, from);
        } catch (IOException notGzip) {
            try {
                return deflate(bytes, from, false);
            } catch (IOException notZlib) {
                return bare(bytes, from);
            }
        }
    }

    private static byte[] gzip(byte[] bytes, int from) throws IOException {
        try (var in = new GZIPInputStream(rest(bytes, from))) {
            return bounded(in);
        }
    }

    private static byte[] bare(byte[] bytes, int from) {
        try {
            return deflate(bytes, from, true);
        } catch (IOException e) {
            throw PrefixedMessages.broken("the provider sent a message that cannot be inflated");
        }
    }

    private static byte[] deflate(byte[] bytes, int from, boolean bare) throws IOException {
        var inflater = new Inflater(bare);
        try (var in = new InflaterInputStream(rest(bytes, from), inflater)) {
            return bounded(in);
        } finally {
            inflater.end();
        }
    }

    private static InputStream rest(byte[] bytes, int from) {
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] inflated = in.readNBytes(Framing.MAX_EVENT_BYTES + 1);
        HeldBytes.checkEventSize(inflated.length);
        return inflated;
    }
}
