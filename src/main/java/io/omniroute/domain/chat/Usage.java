package io.omniroute.domain.chat;

import io.omniroute.domain.usage.TokenUsage;
import java.util.OptionalLong;

/**
 * Tokens as an upstream reports them (translation section 10); a detail it does not tell is absent, not zero.
 *
 * @param prompt cache reads and writes included
 * @param completion reasoning included
 * @param detail parts with prices of their own, for the books alone
 * @param total as reported; empty = the sum
 */
public record Usage(long prompt, long completion, OptionalLong total, OptionalLong cacheRead,
        OptionalLong cacheWrite, OptionalLong reasoning, TokenUsage.Detail detail) {
    public Usage(long prompt, long completion) {
        this(prompt, completion, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty());
    }

    public Usage(long prompt, long completion, OptionalLong total, OptionalLong cacheRead, OptionalLong cacheWrite,
            OptionalLong reasoning) {
        this(prompt, completion, total, cacheRead, cacheWrite, reasoning, TokenUsage.Detail.NONE);
    }

    public Usage with(TokenUsage.Detail other) {
        return new Usage(prompt, completion, total, cacheRead, cacheWrite, reasoning, other);
    }

    public long totalOrSum() {
        return total.orElse(prompt + completion);
    }

    /** For the books. */
    public TokenUsage counted() {
        return TokenUsage.reported(prompt, completion, cacheRead.orElse(0), cacheWrite.orElse(0),
                reasoning.orElse(0)).with(detail);
    }
}
