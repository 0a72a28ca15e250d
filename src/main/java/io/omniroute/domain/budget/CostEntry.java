package io.omniroute.domain.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A line of the ledger: what one attempt cost an API key.
 *
 * @param attemptId unique; a second line with the same id is not booked
 * @param at when it was booked, which decides the period it counts for
 */
public record CostEntry(String attemptId, String apiKeyId, BigDecimal costUsd, Instant at) {}
