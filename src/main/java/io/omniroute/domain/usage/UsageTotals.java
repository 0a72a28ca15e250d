package io.omniroute.domain.usage;

import java.math.BigDecimal;

/** Sums over requests; cost in USD. */
public record UsageTotals(long requests, long inputTokens, long outputTokens, BigDecimal costUsd) {
    public static final UsageTotals NONE = new UsageTotals(0, 0, 0, BigDecimal.ZERO);
    public UsageTotals plus(UsageTotals other) {
        return new UsageTotals(requests + other.requests, inputTokens + other.inputTokens,
                outputTokens + other.outputTokens, costUsd.add(other.costUsd));
    }
}
