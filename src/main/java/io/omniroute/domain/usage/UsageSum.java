package io.omniroute.domain.usage;

import java.math.BigDecimal;

/**
 * Sums of one group over whole UTC days.
 *
 * @param key day, model id, provider id, connection id or API key id; empty where there was none
 * @param sub second half of the key: the provider of a model, the model of a day; empty where there is none
 * @param label what to show for it, the key where nothing better is known
 * @param successes requests that were answered
 */
public record UsageSum(String key, String sub, String label, long requests, long successes, long inputTokens,
        long outputTokens, BigDecimal costUsd) {
    public long tokens() {
        return inputTokens + outputTokens;
    }

    public UsageTotals totals() {
        return new UsageTotals(requests, inputTokens, outputTokens, costUsd);
    }
}
