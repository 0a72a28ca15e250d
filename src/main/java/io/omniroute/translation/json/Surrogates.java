package io.omniroute.translation.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/**
 * Halves of surrogate pairs, which JSON escapes can smuggle into a string and UTF-8 cannot carry: each becomes U+FFFD
 * on its way out.
 */
final class Surrogates {
    private Surrogates() {}

    /** A generator that repairs every string and name. */
    static JsonGenerator repairing(JsonGenerator json) {
        return new Repairing(json);
    }

    /** The text itself when nothing is wrong with it. */
    static String repaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return replaced(text);
                }
            }
        }
        return text;
    }

    private static String replaced(String text) {
        return text.codePoints().map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static final class Repairing extends JsonGeneratorDelegate {
        Repairing(JsonGenerator json) {
            super(json, false);
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            super.writeFieldName(repaired(name));
        }

        @Override
        public void writeString(String text) throws IOException {
            if (text == null) {
                super.writeNull();
            } else {
                super.writeString(repaired(text));
            }
        }
    }
}
