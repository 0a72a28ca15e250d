package io.omniroute.domain.resilience;

import java.util.Map;

/**
 * The profiles in force.
 *
 * @param oauth providers of a person's subscription
 * @param apiKey providers and nodes with an API key
 * @param local nodes on the loopback address
 * @param overrides by provider or node id
 */
public record Profiles(Profile oauth, Profile apiKey, Profile local, Map<String, Profile> overrides) {
    public static final Profiles DEFAULTS = new Profiles(Profile.OAUTH, Profile.API_KEY, Profile.LOCAL, Map.of());
    public Profiles {
        overrides = Map.copyOf(overrides);
    }
}
