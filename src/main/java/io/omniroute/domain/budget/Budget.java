package io.omniroute.domain.budget;

import java.math.BigDecimal;

/**
 * What an API key may spend, in USD; zero = no limit for that period.
 *
 * @param warningThreshold share of a limit from which a warning is given, for example 0.8
 */
public record Budget(String apiKeyId, BigDecimal dailyUsd, BigDecimal weeklyUsd, BigDecimal monthlyUsd,
        BigDecimal warningThreshold) {}
