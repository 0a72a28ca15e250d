package io.omniroute.translation.gemini;

import java.util.Optional;

/**
 * The text of an answer as it grows, a value: each piece knows the one before it, so that adding one costs the same
 * however much there is.
 *
 * @param length in characters, all pieces together
 */
record GeminiText(Optional<GeminiText> before, String piece, int length) {
    static final GeminiText EMPTY = new GeminiText(Optional.empty(), "", 0);
    GeminiText plus(String more) {
        return more.isEmpty() ? this : new GeminiText(Optional.of(this), more, length + more.length());
    }

    /** Whether there is a line that is not ended. */
    boolean lineOpen() {
        return !piece.isEmpty() && !piece.endsWith("\n");
    }

    String whole() {
        char[] all = new char[length];
        GeminiText at = this;
        for (int end = length; end > 0; end -= at.piece.length(), at = at.before.orElse(EMPTY)) {
            at.piece.getChars(0, at.piece.length(), all, end - at.piece.length());
        }
        return new String(all);
    }

    /** The same text, however it was cut. */
    @Override
    public boolean equals(Object other) {
        return other instanceof GeminiText text && length == text.length && whole().equals(text.whole());
    }

    @Override
    public int hashCode() {
        return whole().hashCode();
    }

    @Override
    public String toString() {
        return whole();
    }
}
