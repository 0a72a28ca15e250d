package io.omniroute.translation.openai;

/**
 * A piece of text without the half of a surrogate pair it may end in; the half waits for the next piece (ST-6).
 *
 * @param whole what can go on
 * @param half empty or one character
 */
record Halves(String whole, String half) {
    static Halves of(String waiting, String piece) {
        String text = waiting.isEmpty() ? piece : waiting + piece;
        int last = text.length() - 1;
        return last >= 0 && Character.isHighSurrogate(text.charAt(last))
                ? new Halves(text.substring(0, last), text.substring(last))
                : new Halves(text, "");
    }
}
