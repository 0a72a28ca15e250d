package io.omniroute.domain.settings;

import java.time.Duration;

/** The response cache: whether answers are kept, and how long. */
public record CacheSettings(boolean enabled, Duration life) {
    public static final CacheSettings DEFAULTS = new CacheSettings(true, Duration.ofHours(1));
}
