package io.omniroute.translation.openai;

import org.jspecify.annotations.Nullable;

/**
 * A text that grows piece by piece as an immutable value: adding costs nothing, the whole is put together when somebody
 * asks for it.
 *
 * @param length characters of all pieces
 */
record Pieces(@Nullable Pieces before, String last, int length) {
    static final Pieces NONE = new Pieces(null, "", 0);
    Pieces plus(String piece) {
        return piece.isEmpty() ? this : new Pieces(this, piece, Math.addExact(length, piece.length()));
    }

    boolean isEmpty() {
        return length == 0;
    }

    String joined() {
        var text = new char[length];
        int end = length;
        for (Pieces at = this; at != null; at = at.before()) {
            end -= at.last().length();
            at.last().getChars(0, at.last().length(), text, end);
        }
        return new String(text);
    }
}
