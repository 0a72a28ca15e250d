package io.omniroute.management;

import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.domain.resilience.Profiles;
import io.omniroute.domain.resilience.RateLimit;
import io.omniroute.domain.settings.ResilienceSettings;
import io.omniroute.domain.resilience.Shown;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code GET /api/resilience} shows; times in milliseconds. */
public record ResilienceView(ProfilesView profiles, LimitsView defaults, List<CircuitView> circuitBreakers,
        Map<String, QueueView> rateLimitStatus) {
    static ResilienceView of(ResilienceAdmin admin) {
        ResilienceSettings settings = admin.settings();
        Map<String, QueueView> queues = new LinkedHashMap<>();
        admin.flows().forEach((key, flow) -> queues.put(key, QueueView.of(flow)));
        return new ResilienceView(ProfilesView.of(settings.profiles()), LimitsView.of(settings.rateLimits()),
                admin.breakers().stream().map(CircuitView::of).toList(), queues);
    }

    /** The profiles by kind of provider. */
    public record ProfilesView(ProfileView oauth, ProfileView apikey, ProfileView local,
            Map<String, ProfileView> overrides) {
        static ProfilesView of(Profiles profiles) {
            Map<String, ProfileView> overrides = new LinkedHashMap<>();
            profiles.overrides().forEach((provider, profile) -> overrides.put(provider, ProfileView.of(profile)));
            return new ProfilesView(ProfileView.of(profiles.oauth()), ProfileView.of(profiles.apiKey()),
                    ProfileView.of(profiles.local()), overrides);
        }
    }

    /** A profile. */
    public record ProfileView(long transientCooldown, long rateLimitCooldown, int maxBackoffLevel,
            int circuitBreakerThreshold, long circuitBreakerReset) {
        static ProfileView of(Profile it) {
            return new ProfileView(it.transientCooldown().toMillis(), it.rateLimitCooldown().toMillis(),
                    it.maxBackoffLevel(), it.breakerThreshold(), it.breakerReset().toMillis());
        }
    }

    /** Limits of connections; 0 = none. */
    public record LimitsView(int requestsPerMinute, long minTimeBetweenRequests, int concurrentRequests) {
        static LimitsView of(RateLimit it) {
            return new LimitsView(it.requestsPerMinute(), it.gap().toMillis(), it.concurrent());
        }
    }

    /** A breaker; {@code lastFailureTime} in milliseconds since 1970. */
    public record CircuitView(String name, String state, int failureCount, @Nullable Long lastFailureTime,
            long retryAfterMs) {
        static CircuitView of(Shown.Circuit it) {
            return new CircuitView(it.provider(), it.state().name(), it.failures(),
                    it.lastFailure().map(Instant::toEpochMilli).orElse(null), it.retryAfter().toMillis());
        }
    }

    /** Requests at one limiter. */
    public record QueueView(int queued, int running, int executing) {
        static QueueView of(Shown.Flow it) {
            return new QueueView(it.queued(), it.running(), it.running());
        }
    }
}
