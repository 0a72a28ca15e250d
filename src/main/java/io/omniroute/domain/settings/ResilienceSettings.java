package io.omniroute.domain.settings;

import io.omniroute.domain.resilience.Profiles;
import io.omniroute.domain.resilience.RateLimit;

/** How failures are borne and load is limited. */
public record ResilienceSettings(Profiles profiles, RateLimit rateLimits) {
    public static final ResilienceSettings DEFAULTS = new ResilienceSettings(Profiles.DEFAULTS, RateLimit.NONE);
}
