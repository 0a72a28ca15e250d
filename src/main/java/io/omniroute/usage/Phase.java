package io.omniroute.usage;

import java.util.Locale;

/** The measured parts of a request, in their order (40 §0). */
public enum Phase {
    PARSE, VALIDATE, POLICY, RESOLVE, CONNECT, STREAM, FINALIZE;

    /** The name in telemetry answers. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
