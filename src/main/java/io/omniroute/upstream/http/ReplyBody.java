package io.omniroute.upstream.http;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of a reply: knows whether it was read to its end, and cuts instead of closing when it was not. */
final class ReplyBody extends InputStream {
    static final long UNKNOWN_LENGTH = -1;

    private final InputStream wire;
    private final long length;
    private final Runnable cut;
    private long count;
    private volatile boolean ended;
    private volatile boolean cancelled;

    ReplyBody(InputStream wire, long length, Runnable cut) {
        this.wire = wire;
        this.length = length;
        this.cut = cut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int most) throws IOException {
        if (ended) {
            return -1;
        }
        refuseWhenCancelled(null);
        try {
            return counted(wire.read(buffer, offset, most));
        } catch (IOException e) {
            refuseWhenCancelled(e);
            throw e;
        }
    }

    @Override
    public int available() throws IOException {
        return ended || cancelled ? 0 : wire.available();
    }

    @Override
    public void close() {
        if (!ended && !complete()) {
            cancel();
        }
    }

    void cancel() {
        if (!ended) {
            cancelled = true;
            cut.run();
        }
    }

    private int counted(int read) throws IOException {
        if (read < 0) {
            refuseWhenCancelled(null); // a connection cut by us may look like the end of the body
            ended = true;
        } else {
            count += read;
        }
        return read;
    }

    /** Every declared byte was read but the end was not asked for: asking cannot block and gives the connection back. */
    private boolean complete() {
        if (cancelled || count != length) {
            return false;
        }
        try {
            return read() < 0;
        } catch (IOException e) {
            return false; // the connection is lost, and cutting it is what follows
        }
    }

    private void refuseWhenCancelled(@Nullable IOException cause) throws IOException {
        if (cancelled) {
            throw new IOException("the reply was cancelled", cause);
        }
    }
}
