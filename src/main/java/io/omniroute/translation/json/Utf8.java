package io.omniroute.translation.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks bytes for well-formed UTF-8 (RFC 3629, section 4): the parser skips strings without looking for overlong
 * forms and encoded surrogates, which an upstream would refuse.
 */
public final class Utf8 {
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    public static boolean wellFormed(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (i + 8 <= bytes.length && ((long) EIGHT_BYTES.get(bytes, i) & NOT_ASCII) == 0) {
                i += 8;
            } else if (bytes[i] >= 0) {
                i++;
            } else {
                int length = sequence(bytes, i, bytes[i] & 0xFF);
                if (length == 0) {
                    return false;
                }
                i += length;
            }
        }
        return true;
    }

    /** Length of the sequence at {@code i}, 0 when it is none. */
    private static int sequence(byte[] bytes, int i, int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        if (lead < 0xE0) {
            return in(bytes, i + 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead < 0xF0) {
            boolean second = in(bytes, i + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
            return second && in(bytes, i + 2, 0x80, 0xBF) ? 3 : 0;
        }
        boolean second = in(bytes, i + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return second && in(bytes, i + 2, 0x80, 0xBF) && in(bytes, i + 3, 0x80, 0xBF) ? 4 : 0;
    }

    private static boolean in(byte[] bytes, int i, int low, int high) {
        return i < bytes.length && (bytes[i] & 0xFF) >= low && (bytes[i] & 0xFF) <= high;
    }
}
