package io.omniroute.gateway;

import io.omniroute.oauth.Refreshes;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.ComboCounters;
import io.omniroute.resilience.ModelSlots;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.Upstreams;
import io.omniroute.upstream.Executor;
import io.omniroute.usage.ComboMetrics;
import java.util.random.RandomGenerator;

/**
 * Everything the corridor calls upstreams with, and remembers them by.
 *
 * @param upstreams how they fare
 * @param rotation which accounts were used when
 * @param affinity which conversation is served by which account
 * @param counters the turns of combos
 * @param slots calls at a time of round-robin entries
 * @param refreshes renews tokens
 * @param metrics how combos fare
 * @param random of the strategies that draw
 */
public record UpstreamSide(Executor executor, Upstreams upstreams, Rotation rotation, Affinity affinity,
        ComboCounters counters, ModelSlots slots, Refreshes refreshes, ComboMetrics metrics, RandomGenerator random) {}
