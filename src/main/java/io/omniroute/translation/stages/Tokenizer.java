package io.omniroute.translation.stages;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts tokens in OpenAI's o200k encoding, the one class that knows the library. The vocabulary is loaded by the first
 * count and stays.
 */
final class Tokenizer {
    /** A text without spaces is one word to the encoding, and its work grows faster than the word. */
    private static final int LONGEST_PIECE = 4_096;
    /** How far back a piece looks for a better place to end. */
    private static final int LOOK_BACK = 256;

    private Tokenizer() {}

    /** Loaded by its first use. */
    private static final class Loaded {
        private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

        private Loaded() {}
    }

    /** Tokens of the text; words that look like control tokens are text too. Linear in its length. */
    static long count(String text) {
        long tokens = 0;
        for (int from = 0; from < text.length();) {
            int to = end(text, from);
            tokens += Loaded.O200K.countTokensOrdinary(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    /** Before white space where there is some, never inside a character. */
    private static int end(String text, int from) {
        int most = from + LONGEST_PIECE;
        if (most >= text.length()) {
            return text.length();
        }
        for (int at = most; at > most - LOOK_BACK; at--) {
            if (Character.isWhitespace(text.charAt(at)) && !Character.isWhitespace(text.charAt(at - 1))) {
                return at;
            }
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }
}
