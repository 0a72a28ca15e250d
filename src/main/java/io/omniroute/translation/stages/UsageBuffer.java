package io.omniroute.translation.stages;

import java.util.Optional;

/**
 * Tokens that are added to the prompt a client is told of, so that it compacts its context early (40 section 18,
 * F-045). Never in the books.
 *
 * @param everywhere on every route that goes through the stages
 * @param changed where the gateway itself changed the prompt: on translated routes, and with a system prompt of its own
 */
public record UsageBuffer(long everywhere, long changed) {
    public static final UsageBuffer OFF = new UsageBuffer(0, 0);
    private static final UsageBuffer AUTO = new UsageBuffer(0, 2_000);
    private static final int MOST_DIGITS = 12;

    /** The setting {@code off}, {@code auto} or a number of tokens; empty for anything else. */
    public static Optional<UsageBuffer> of(String setting) {
        return switch (setting) {
            case "off" -> Optional.of(OFF);
            case "auto" -> Optional.of(AUTO);
            default -> number(setting).map(tokens -> new UsageBuffer(tokens, tokens));
        };
    }

    public long tokens(boolean promptChanged) {
        return promptChanged ? changed : everywhere;
    }

    private static Optional<Long> number(String setting) {
        boolean digits = !setting.isEmpty() && setting.length() <= MOST_DIGITS
                && setting.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(setting)) : Optional.empty();
    }
}
