package io.omniroute.translation.anthropic;

/**
 * A piece of text up to its last whole character (ST-6).
 *
 * @param half first half of a surrogate pair that the next piece completes; mostly empty
 */
record WholeText(String text, String half) {
    static WholeText of(String piece) {
        int last = piece.length() - 1;
        return last >= 0 && Character.isHighSurrogate(piece.charAt(last))
                ? new WholeText(piece.substring(0, last), piece.substring(last))
                : new WholeText(piece, "");
    }
}
