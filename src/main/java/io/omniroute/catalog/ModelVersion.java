package io.omniroute.catalog;

import java.util.Optional;

/** The version in a model's id, as vendors write it: {@code 4-5}, {@code 4.5}, {@code 4}, with a date or words around. */
record ModelVersion(int major, int minor) {
    private static final int MOST_DIGITS = 2;

    /**
     * The first number behind the family's name; words between the two are skipped.
     *
     * @param id lower case
     */
    static Optional<ModelVersion> after(String family, String id) {
        int found = id.indexOf(family);
        int at = found < 0 ? id.length() : found + family.length();
        while (at < id.length()) {
            int end = digitsFrom(id, at);
            if (end > at) {
                return end - at > MOST_DIGITS
                        ? Optional.empty()
                        : Optional.of(new ModelVersion(Integer.parseInt(id, at, end, 10), minor(id, end)));
            }
            at = isSeparator(id.charAt(at)) ? at + 1 : wordFrom(id, at);
        }
        return Optional.empty();
    }

    boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /** A number of two digits behind the separator; behind a hyphen nothing else may hang on it (a size, a date). */
    private static int minor(String id, int separator) {
        if (separator >= id.length() || !isSeparator(id.charAt(separator))) {
            return 0;
        }
        int from = separator + 1;
        int end = digitsFrom(id, from);
        boolean alone = end == id.length() || isSeparator(id.charAt(end));
        boolean fits = end > from && end - from <= MOST_DIGITS && (alone || id.charAt(separator) == '.');
        return fits ? Integer.parseInt(id, from, end, 10) : 0;
    }

    private static int digitsFrom(String id, int from) {
        int at = from;
        while (at < id.length() && isDigit(id.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Behind a word of letters alone; a word with a digit in it is another naming, nothing is read from it. */
    private static int wordFrom(String id, int from) {
        int at = from;
        while (at < id.length() && !isSeparator(id.charAt(at))) {
            if (isDigit(id.charAt(at))) {
                return id.length();
            }
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '.' || c == '_' || c == '@' || c == ':' || c == '/';
    }
}
