package io.omniroute.domain.budget;

import java.math.BigDecimal;

/**
 * What an API key may spend, in USD; zero = no limit for that period.
 *
 * @param warningThreshold share of a limit from which a warning is given, for example 0.8
 */
public record Budget(String apiKeyId, BigDecimal dailyUsd, BigDecimal weeklyUsd, BigDecimal monthlyUsd,
        BigDecimal warningThreshold) {
    public static final BigDecimal DEFAULT_THRESHOLD = new BigDecimal("0.8");
    /** Limits nothing. */
    public static Budget none(String apiKeyId) {
        return new Budget(apiKeyId, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, DEFAULT_THRESHOLD);
    }

    /** Whether any period has a limit. */
    public boolean limits() {
        return dailyUsd.signum() > 0 || weeklyUsd.signum() > 0 || monthlyUsd.signum() > 0;
    }
}
