package io.omniroute.domain.settings;

import java.util.Locale;
import java.util.Optional;

/** What is kept of requests, and for how long. */
public record LogSettings(int retentionDays, Payloads payloads) {
    public static final LogSettings DEFAULTS = new LogSettings(90, Payloads.TRUNCATED);

    /** How bodies are kept in the call log. */
    public enum Payloads {
        FULL, TRUNCATED, NONE;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Payloads> of(String id) {
            for (Payloads payloads : values()) {
                if (payloads.id().equals(id)) {
                    return Optional.of(payloads);
                }
            }
            return Optional.empty();
        }
    }
}
