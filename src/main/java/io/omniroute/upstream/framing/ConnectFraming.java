package io.omniroute.upstream.framing;

import io.omniroute.domain.stream.Frame;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Streams of the Connect protocol: a byte of flags, four bytes of length, the payload, which is inflated when its flag
 * says so.
 *
 * <p>A message has no name; the end-of-stream message is called {@value #TRAILER} and its payload is JSON, or empty. An
 * unknown flag, a length or an inflated size out of bounds, a payload that cannot be inflated and an end inside a
 * message are {@code Broken} 502, thrown after the frames before it came out. Source: Connect protocol reference,
 * "Streaming RPCs", read 2026-11.
 */
public final class ConnectFraming implements Framing {
    public static final String TRAILER = "trailer";

    private static final int PREFIX = 5;
    private static final int COMPRESSED = 1;
    private static final int END_OF_STREAM = 2;

    private final PrefixedMessages messages = new PrefixedMessages(new Connect());

    /** A payload as the one uncompressed message of a request. */
    public static byte[] enveloped(byte[] payload) {
        return ByteBuffer.allocate(PREFIX + payload.length).put((byte) 0).putInt(payload.length).put(payload).array();
    }

    @Override
    public List<Frame> feed(byte[] buffer, int from, int to) {
        return messages.feed(buffer, from, to);
    }

    /** @throws io.omniroute.domain.failure.GatewayException with {@code Broken} 502 for an end inside a message */
    @Override
    public List<Frame> end() {
        return messages.end();
    }

    private static final class Connect implements PrefixedMessages.Wire {
        @Override
        public int prefixLength() {
            return PREFIX;
        }

        @Override
        public int length(byte[] bytes, int from) {
            if ((bytes[from] & ~(COMPRESSED | END_OF_STREAM)) != 0) {
                throw PrefixedMessages.broken("the provider's stream is none of the Connect protocol");
            }
            long length = PREFIX + PrefixedMessages.unsigned(bytes, from + 1);
            HeldBytes.checkEventSize(length);
            return (int) length;
        }

        @Override
        public Frame frame(byte[] raw) {
            String name = (raw[0] & END_OF_STREAM) == 0 ? null : TRAILER;
            if ((raw[0] & COMPRESSED) == 0 || raw.length == PREFIX || Inflation.isError(raw, PREFIX)) {
                return new Frame(name, raw, raw, PREFIX, raw.length);
            }
            byte[] payload = Inflation.of(raw, PREFIX);
            return new Frame(name, raw, payload, 0, payload.length);
        }
    }
}
