package io.omniroute.upstream.framing;

/**
 * Finds where one JSON value ends by counting brackets outside strings; checks nothing else, that is the reader's
 * affair. Can be fed in any pieces.
 */
final class JsonEnd {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Takes the first byte of the value; false for a number or a word, whose end no bracket or quote marks. */
    boolean opens(byte first) {
        if (first == '{' || first == '[') {
            depth = 1;
        }
        inString = first == '"';
        return depth == 1 || inString;
    }

    /** The index behind the closing bracket (or quote) of the value, or -1 when it is not in {@code [from, to)}. */
    int find(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (inString) {
                inString(b);
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            if (depth == 0 && !inString) {
                return i + 1;
            }
        }
        return -1;
    }

    private void inString(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
        }
    }

    /** Whether the bytes are one bracketed JSON value and nothing behind it. */
    static boolean complete(byte[] bytes, int from, int to) {
        if (from >= to || (bytes[from] != '{' && bytes[from] != '[')) {
            return false;
        }
        int end = new JsonEnd().find(bytes, from, to);
        return end >= 0 && blank(bytes, end, to);
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean blank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isSpace(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
