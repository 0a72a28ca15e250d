package io.omniroute.domain.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of the thinking fields of requests (40 section 15).
 *
 * @param customTokens 0 to 131072; 0 = no thinking
 */
public record ThinkingBudget(Mode mode, int customTokens, Effort effort) {
    public static final ThinkingBudget DEFAULTS = new ThinkingBudget(Mode.PASSTHROUGH, 10_240, Effort.MEDIUM);
    /** Whose word counts. */
    public enum Mode {
        PASSTHROUGH, AUTO, CUSTOM, ADAPTIVE;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Mode> of(String id) {
            for (Mode mode : values()) {
                if (mode.id().equals(id)) {
                    return Optional.of(mode);
                }
            }
            return Optional.empty();
        }
    }

    /** The base of {@link Mode#ADAPTIVE}. */
    public enum Effort {
        NONE(0), LOW(1_024), MEDIUM(10_240), HIGH(131_072);

        private final int tokens;

        Effort(int tokens) {
            this.tokens = tokens;
        }

        public int tokens() {
            return tokens;
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Effort> of(String id) {
            for (Effort effort : values()) {
                if (effort.id().equals(id)) {
                    return Optional.of(effort);
                }
            }
            return Optional.empty();
        }
    }
}
