package io.omniroute.domain.usage;

/**
 * Tokens in the normal form, whatever the dialect.
 *
 * @param input prompt tokens, cache reads and cache writes included
 * @param output completion tokens, reasoning included
 * @param estimated nothing was reported, these are a guess
 */
public record TokenUsage(long input, long output, long cacheRead, long cacheWrite, long reasoning,
        boolean estimated) {

    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0, false);
    public TokenUsage {
        input = Math.max(0, input);
        output = Math.max(0, output);
        cacheRead = Math.max(0, cacheRead);
        cacheWrite = Math.max(0, cacheWrite);
        reasoning = Math.max(0, reasoning);
    }

    public static TokenUsage reported(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
        return new TokenUsage(input, output, cacheRead, cacheWrite, reasoning, false);
    }

    /** Whether anything was counted at all. */
    public boolean positive() {
        return input > 0 || output > 0;
    }
}
