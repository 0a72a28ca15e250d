package io.omniroute.upstream.framing;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of messages that begin with their length; what the binary wires share. A fault ends the stream: what
 * was whole before it still comes out, then every call throws, so that the cutting of the bytes makes no difference.
 */
final class PrefixedMessages {
    private final Wire wire;
    private final HeldBytes held = new HeldBytes();
    private @Nullable GatewayException fault;

    PrefixedMessages(Wire wire) {
        this.wire = wire;
    }

    /** What one of these wires looks like. */
    interface Wire {
        /** Bytes it takes to know the length. */
        int prefixLength();

        /** Length of the whole message that begins at {@code from}, within the limit; throws for a broken prefix. */
        int length(byte[] bytes, int from);

        /** The message; throws for a broken one. */
        Frame frame(byte[] raw);
    }

    static GatewayException broken(String message) {
        return new GatewayException(new Failure.Broken(502, message));
    }

    List<Frame> feed(byte[] buffer, int from, int to) {
        if (fault != null) {
            throw fault;
        }
        List<Frame> frames = new ArrayList<>(4);
        try {
            take(buffer, from, to, frames);
        } catch (GatewayException e) {
            fault = e;
            if (frames.isEmpty()) {
                throw e;
            }
        }
        return frames;
    }

    private void take(byte[] buffer, int from, int to, List<Frame> frames) {
        if (held.length() == 0) {
            int rest = cut(buffer, from, to, frames);
            held.append(buffer, rest, to);
            return;
        }
        held.append(buffer, from, to);
        int rest = cut(held.array(), 0, held.length(), frames);
        if (rest > 0) {
            held.dropBefore(rest);
        }
    }

    private int cut(byte[] bytes, int from, int to, List<Frame> frames) {
        int start = from;
        while (to - start >= wire.prefixLength()) {
            int length = wire.length(bytes, start);
            if (to - start < length) {
                break;
            }
            frames.add(wire.frame(Arrays.copyOfRange(bytes, start, start + length)));
            start += length;
        }
        return start;
    }

    /** @throws GatewayException with {@code Broken} 502 when the stream does not end at the border of a message */
    List<Frame> end() {
        if (fault == null && held.length() > 0) {
            fault = broken("upstream ended the stream early");
        }
        if (fault != null) {
            throw fault;
        }
        return List.of();
    }

    /** Four bytes, big-endian, unsigned. */
    static long unsigned(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL) << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }
}
