package io.omniroute.routing;

import io.omniroute.domain.failure.Failure;
import java.util.Locale;

/** Makes a client's model string safe to look up, to log and to put into a path. */
public final class ModelNames {
    static final int MAX_LENGTH = 300;
    /** Claude Code's mark for a model used with a window of a million tokens; no part of the name (40 §1). */
    private static final String EXTENDED_CONTEXT = "[1m]";

    private ModelNames() {}

    /** A checked model name, or why it is none. */
    public sealed interface Checked {
        /**
         * A name to look up.
         *
         * @param name trimmed, without the marker
         * @param extendedContext it ended in the marker
         */
        record Clean(String name, boolean extendedContext) implements Checked {}
        record Malformed(Failure.Refused failure) implements Checked {}
    }

    /**
     * Refuses path traversal, control characters and over-long names, and trims blanks at both ends (40 §1, 10 §2.4).
     */
    public static Checked clean(String model) {
        if (model.contains("../") || model.contains("..\\") || model.chars().anyMatch(c -> c < ' ')) {
            return refused("Invalid model format");
        }
        String trimmed = model.strip();
        if (trimmed.length() > MAX_LENGTH) {
            return refused(String.format(Locale.ROOT, "model must have at most %d characters, has %d", MAX_LENGTH,
                    trimmed.length()));
        }
        return unmarked(trimmed);
    }

    private static Checked unmarked(String trimmed) {
        int end = trimmed.length() - EXTENDED_CONTEXT.length();
        boolean marked = trimmed.regionMatches(true, end, EXTENDED_CONTEXT, 0, EXTENDED_CONTEXT.length());
        String name = marked ? trimmed.substring(0, end).strip() : trimmed;
        return name.isEmpty() ? refused("Missing model") : new Checked.Clean(name, marked);
    }

    private static Checked refused(String message) {
        return new Checked.Malformed(new Failure.Refused(400, "bad_request", message, "model", null));
    }
}
