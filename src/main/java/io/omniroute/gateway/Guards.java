package io.omniroute.gateway;

import io.omniroute.usage.Budgets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may stop a request before it goes anywhere.
 *
 * @param lockedFor how long an address or the id of an API key stays locked out; empty = it is not
 * @param budgets what API keys may spend
 */
public record Guards(Function<String, Optional<Duration>> lockedFor, Budgets budgets) {}
