package io.omniroute.upstream.framing;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import java.util.Arrays;

/** The bytes of the event that is not complete yet. Grows by doubling, so a long event is copied a few times only. */
final class HeldBytes {
    private static final int FIRST_SIZE = 1024;

    private byte[] bytes = new byte[0];
    private int length;

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void append(byte[] source, int from, int to) {
        int needed = length + (to - from);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(FIRST_SIZE, 2 * length)));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
    }

    /** Keeps only what stands at and behind {@code from}. */
    void dropBefore(int from) {
        System.arraycopy(bytes, from, bytes, 0, length - from);
        length -= from;
        if (length == 0 && bytes.length > 64 * FIRST_SIZE) {
            bytes = new byte[0];
        }
    }

    static void checkEventSize(long size) {
        if (size > Framing.MAX_EVENT_BYTES) {
            throw new GatewayException(new Failure.Broken(502,
                    "the provider sent an event longer than " + Framing.MAX_EVENT_BYTES + " bytes"));
        }
    }
}
