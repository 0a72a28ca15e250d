package io.omniroute.usage;

import io.omniroute.domain.usage.TokenUsage;

/** A guess at the tokens of a request whose provider reported none (40 §18); for our books only. */
public final class Estimate {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private Estimate() {}

    /**
     * Four characters to a token, the request rounded up, the answer rounded down but at least one.
     *
     * @param requestBytes size of the request body, taken for its characters
     * @param outputCharacters of the answer's content
     */
    public static TokenUsage of(long requestBytes, long outputCharacters) {
        long input = Math.ceilDiv(requestBytes, CHARACTERS_PER_TOKEN);
        long output = Math.max(1, outputCharacters / CHARACTERS_PER_TOKEN);
        return new TokenUsage(input, output, 0, 0, 0, true);
    }
}
