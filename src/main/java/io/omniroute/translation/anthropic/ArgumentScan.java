package io.omniroute.translation.anthropic;

/**
 * How far a call's arguments have come, piece by piece, without reading anything twice: is it a JSON object, is it
 * complete? A number or a word at the top has no end of its own and is never complete here.
 *
 * @param begun a character that is no white space was seen
 * @param object it was an opening brace
 * @param depth open braces and brackets
 * @param quoted inside a string
 * @param escaped behind a backslash
 * @param complete the value has ended
 * @param used characters of the last piece that belong to the value; what follows its end is none of it
 */
record ArgumentScan(boolean begun, boolean object, int depth, boolean quoted, boolean escaped, boolean complete,
        int used) {
    static final ArgumentScan START = new ArgumentScan(false, false, 0, false, false, false, 0);
    ArgumentScan after(String piece) {
        var cursor = new Cursor(this);
        int read = 0;
        while (read < piece.length() && !cursor.complete) {
            cursor.on(piece.charAt(read));
            read++;
        }
        return cursor.scan(complete ? 0 : read);
    }

    /** The same in motion. */
    private static final class Cursor {
        private boolean begun;
        private boolean object;
        private int depth;
        private boolean quoted;
        private boolean escaped;
        private boolean complete;

        Cursor(ArgumentScan from) {
            begun = from.begun;
            object = from.object;
            depth = from.depth;
            quoted = from.quoted;
            escaped = from.escaped;
            complete = from.complete;
        }

        ArgumentScan scan(int used) {
            return new ArgumentScan(begun, object, depth, quoted, escaped, complete, used);
        }

        void on(char c) {
            if (quoted) {
                inString(c);
            } else if (c > ' ') {
                outside(c);
            }
        }

        private void inString(char c) {
            if (escaped) {
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else if (c == '"') {
                quoted = false;
                complete = depth == 0;
            }
        }

        private void outside(char c) {
            object |= !begun && c == '{';
            begun = true;
            switch (c) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    complete = depth <= 0;
                }
                case '"' -> quoted = true;
                default -> {
                    // numbers, words, colons and commas open and close nothing
                }
            }
        }
    }
}
