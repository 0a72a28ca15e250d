package io.omniroute.domain.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * The response cache.
 *
 * @param enabled answers are kept and given
 * @param life how long an answer counts; empty = as the configuration says
 */
public record CacheSettings(boolean enabled, Optional<Duration> life) {
    public static final CacheSettings DEFAULTS = new CacheSettings(true, Optional.empty());
}
