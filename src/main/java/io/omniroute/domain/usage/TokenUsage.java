package io.omniroute.domain.usage;

/**
 * Tokens in the normal form, whatever the dialect.
 *
 * @param input prompt tokens, cache reads and cache writes included
 * @param output completion tokens, reasoning included
 * @param cacheWrite all writes, those kept for an hour included
 * @param estimated nothing was reported, these are a guess
 * @param detail parts of the counts before it that may have prices of their own
 */
public record TokenUsage(long input, long output, long cacheRead, long cacheWrite, long reasoning,
        boolean estimated, Detail detail) {

    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0, false);
    public TokenUsage {
        input = Math.max(0, input);
        output = Math.max(0, output);
        cacheRead = Math.max(0, cacheRead);
        cacheWrite = Math.max(0, cacheWrite);
        reasoning = Math.max(0, reasoning);
    }

    public TokenUsage(long input, long output, long cacheRead, long cacheWrite, long reasoning, boolean estimated) {
        this(input, output, cacheRead, cacheWrite, reasoning, estimated, Detail.NONE);
    }

    /**
     * What some dialects tell beyond the totals; 0 = not told.
     *
     * @param hourWrite part of the cache writes that is kept for an hour
     * @param audioInput part of the input
     * @param audioOutput part of the output
     * @param imageInput part of the input
     * @param imageOutput part of the output
     */
    public record Detail(long hourWrite, long audioInput, long audioOutput, long imageInput, long imageOutput) {
        public static final Detail NONE = new Detail(0, 0, 0, 0, 0);
        public Detail {
            hourWrite = Math.max(0, hourWrite);
            audioInput = Math.max(0, audioInput);
            audioOutput = Math.max(0, audioOutput);
            imageInput = Math.max(0, imageInput);
            imageOutput = Math.max(0, imageOutput);
        }

        /** The greater of each: counts of one answer only grow. */
        public Detail merged(Detail other) {
            return equals(other)
                    ? this
                    : new Detail(Math.max(hourWrite, other.hourWrite), Math.max(audioInput, other.audioInput),
                            Math.max(audioOutput, other.audioOutput), Math.max(imageInput, other.imageInput),
                            Math.max(imageOutput, other.imageOutput));
        }
    }

    public static TokenUsage reported(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
        return new TokenUsage(input, output, cacheRead, cacheWrite, reasoning, false);
    }

    public TokenUsage with(Detail other) {
        return new TokenUsage(input, output, cacheRead, cacheWrite, reasoning, estimated, other);
    }

    /** The prompt without what was read from or written to a cache. */
    public long uncachedInput() {
        return Math.max(0, input - cacheRead - cacheWrite);
    }

    /** Whether anything was counted at all. */
    public boolean positive() {
        return input > 0 || output > 0;
    }
}
