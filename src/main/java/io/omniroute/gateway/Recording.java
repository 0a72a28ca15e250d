package io.omniroute.gateway;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps a copy of the bytes that pass, up to a limit and while there is room, and counts the rest. One thread at a time. */
final class Recording {
    private final Room room;
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private long leftOut;

    Recording(Room room, int most) {
        this.room = room;
        this.most = most;
    }

    void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    void add(byte[] bytes, int from, int count) {
        int wanted = leftOut > 0 ? 0 : Math.min(count, most - kept.size()); // behind a gap nothing would make sense
        int taken = wanted > 0 && room.take(wanted) ? wanted : 0;
        kept.write(bytes, from, taken);
        leftOut += count - taken;
    }

    void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was kept. */
    byte[] bytes() {
        return kept.toByteArray();
    }

    boolean whole() {
        return leftOut == 0;
    }

    boolean isEmpty() {
        return kept.size() == 0 && leftOut == 0;
    }

    /** Says that something is missing; empty when nothing is. */
    String note() {
        return leftOut == 0 ? "" : "\n[cut: " + leftOut + " more bytes are not kept]\n";
    }

    /** How many bytes are to be given back to the room. */
    long held() {
        return kept.size();
    }

    /** The same stream; what is read of it is kept. */
    InputStream listening(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count > 0) {
                    add(buffer, offset, count);
                }
                return count;
            }

            @Override
            public long skip(long count) throws IOException {
                return Math.max(0, read(new byte[(int) Math.min(count, 4096)]));
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }
}
