package io.omniroute.routing;

import io.omniroute.domain.failure.Failure;
import java.util.Locale;

/** Makes a client's model string safe to look up, to log and to put into a path. */
public final class ModelNames {
    static final int MAX_LENGTH = 300;

    private ModelNames() {}

    /** A checked model name, or why it is none. */
    public sealed interface Checked {
        record Clean(String name) implements Checked {}
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
        if (trimmed.isEmpty()) {
            return refused("Missing model");
        }
        if (trimmed.length() > MAX_LENGTH) {
            return refused(String.format(Locale.ROOT, "model must have at most %d characters, has %d", MAX_LENGTH,
                    trimmed.length()));
        }
        return new Checked.Clean(trimmed);
    }

    private static Checked refused(String message) {
        return new Checked.Malformed(new Failure.Refused(400, "bad_request", message, "model", null));
    }
}
