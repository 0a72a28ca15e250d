package io.omniroute.translation.gemini;

import java.util.Arrays;

/** Places in one text: UTF-8 bytes, code points, characters. What lies behind the end means the end. */
final class Utf8Offsets {
    /** The byte each code point begins at, and the byte behind the last. */
    private final long[] starts;
    private final String text;

    Utf8Offsets(String text) {
        this.text = text;
        int[] codePoints = text.codePoints().toArray();
        starts = new long[codePoints.length + 1];
        for (int i = 0; i < codePoints.length; i++) {
            starts[i + 1] = starts[i] + length(codePoints[i]);
        }
    }

    /** The code point a byte belongs to. */
    int codePoint(long offset) {
        int found = Arrays.binarySearch(starts, Math.max(0, offset));
        return found >= 0 ? found : Math.min(-found - 2, starts.length - 1);
    }

    /** The byte a character begins at. */
    long byteOf(int character) {
        return starts[text.codePointCount(0, Math.clamp(character, 0, text.length()))];
    }

    static long bytes(String text) {
        return text.codePoints().mapToLong(Utf8Offsets::length).sum();
    }

    /** The character a code point begins at. */
    static int at(String text, int codePoint) {
        int known = Math.clamp(codePoint, 0, text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, known);
    }

    private static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
