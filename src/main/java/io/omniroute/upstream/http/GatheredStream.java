package io.omniroute.upstream.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Hands out in one read what arrived in one. The client's chunked stream ends every read at the end of a chunk, and
 * most providers send each event as a chunk, so a burst of events would cost a write and a flush each.
 *
 * <p>It never waits for more once it has something: it goes on only while the connection's buffer holds more bytes
 * than the head of a chunk can have, so that the next read finds data there.
 */
final class GatheredStream extends InputStream {
    /** Line end of the chunk before, eight hexadecimal digits, line end. */
    private static final int LONGEST_CHUNK_HEAD = 12;

    private final InputStream wire;
    private final SessionInputBuffer arrived;
    private boolean ended;
    private @Nullable IOException failure;

    GatheredStream(InputStream wire, SessionInputBuffer arrived) {
        this.wire = wire;
        this.arrived = arrived;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        IOException earlier = failure;
        if (earlier != null) {
            throw earlier;
        }
        int total = ended ? -1 : wire.read(target, offset, most);
        if (total < 0) {
            ended = true;
            return -1;
        }
        while (!ended && failure == null && total < most && arrived.length() > LONGEST_CHUNK_HEAD) {
            total += more(target, offset + total, most - total);
        }
        return total;
    }

    @Override
    public int available() throws IOException {
        return ended ? 0 : wire.available();
    }

    /** What comes after bytes that are already ours must not lose them: an end or a failure is told by the next read. */
    private int more(byte[] target, int offset, int most) {
        try {
            int read = wire.read(target, offset, most);
            ended = read < 0;
            return Math.max(read, 0);
        } catch (IOException e) {
            failure = e;
            return 0;
        }
    }
}
