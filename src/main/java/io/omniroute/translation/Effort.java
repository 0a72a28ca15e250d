package io.omniroute.translation;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reasoning effort, thinking budget and thinking level, each in terms of the others (translation section 8). */
public final class Effort {
    private static final long MOST_LOW = 2_048;
    private static final long MOST_MEDIUM = 16_384;

    private Effort() {}

    /** Tokens for a Claude model of the budget style; empty = no thinking is sent. */
    public static OptionalLong claudeBudget(String effort) {
        return switch (effort) {
            case "minimal" -> OptionalLong.of(1_024);
            case "low" -> OptionalLong.of(4_096);
            case "medium" -> OptionalLong.of(8_192);
            case "high" -> OptionalLong.of(16_384);
            case "xhigh" -> OptionalLong.of(32_768);
            case "max" -> OptionalLong.of(65_536);
            default -> OptionalLong.empty();
        };
    }

    /** {@code output_config.effort} for a Claude model of the adaptive style; empty = no thinking is sent. */
    public static Optional<String> claudeEffort(String effort) {
        return switch (effort) {
            case "minimal", "low" -> Optional.of("low");
            case "medium", "high", "xhigh", "max" -> Optional.of(effort);
            default -> Optional.empty();
        };
    }

    /** {@code thinkingBudget} for a Gemini model of the budget style; empty for an unknown effort. */
    public static OptionalLong geminiBudget(String effort) {
        return switch (effort) {
            case "none" -> OptionalLong.of(0);
            case "minimal", "low" -> OptionalLong.of(1_024);
            case "medium" -> OptionalLong.of(8_192);
            case "high", "xhigh", "max" -> OptionalLong.of(24_576);
            default -> OptionalLong.empty();
        };
    }

    /** {@code thinkingLevel} for a Gemini model of the level style; empty for an unknown effort. */
    public static Optional<String> geminiLevel(String effort, String model) {
        boolean flash = model.toLowerCase(Locale.ROOT).contains("flash");
        return switch (effort) {
            case "none", "minimal" -> Optional.of(flash ? "MINIMAL" : "LOW");
            case "low" -> Optional.of("LOW");
            case "medium" -> Optional.of(model.startsWith("gemini-3-pro") ? "HIGH" : "MEDIUM");
            case "high", "xhigh", "max" -> Optional.of("HIGH");
            default -> Optional.empty();
        };
    }

    /** The effort a budget stands for; empty for none (0) and for the model's own choice (-1). */
    public static Optional<String> ofBudget(long tokens) {
        if (tokens <= 0) {
            return Optional.empty();
        }
        return Optional.of(tokens <= MOST_LOW ? "low" : tokens <= MOST_MEDIUM ? "medium" : "high");
    }
}
