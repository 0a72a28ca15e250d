package io.omniroute.domain.settings;

import io.omniroute.domain.policy.IpFilter;
import java.util.List;

/**
 * The settings the corridor and the management API act on; the others are kept as they are and handed out again.
 *
 * @param requireLogin management API and console need a login
 * @param requireAuthForModels model lists need a key or a session
 * @param blockedProviders ids refused on the compatibility API
 * @param bruteForceProtection login attempts are throttled
 */
public record Settings(boolean requireLogin, boolean requireAuthForModels, List<String> blockedProviders,
        boolean bruteForceProtection, RoutingSettings routing, ResilienceSettings resilience, ThinkingBudget thinking,
        SystemPrompt systemPrompt, IpFilter ipFilter, CacheSettings cache, LogSettings log) {

    public static final Settings DEFAULTS = new Settings(true, false, List.of(), true, RoutingSettings.DEFAULTS,
            ResilienceSettings.DEFAULTS, ThinkingBudget.DEFAULTS, SystemPrompt.NONE, IpFilter.OFF,
            CacheSettings.DEFAULTS, LogSettings.DEFAULTS);
    public Settings {
        blockedProviders = List.copyOf(blockedProviders);
    }

    /** The defaults but for who may enter. */
    public static Settings entrance(boolean requireLogin, boolean requireAuthForModels, List<String> blockedProviders,
            boolean bruteForceProtection) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection,
                DEFAULTS.routing, DEFAULTS.resilience, DEFAULTS.thinking, DEFAULTS.systemPrompt, DEFAULTS.ipFilter,
                DEFAULTS.cache, DEFAULTS.log);
    }

    public Settings with(RoutingSettings other) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection, other,
                resilience, thinking, systemPrompt, ipFilter, cache, log);
    }

    public Settings with(ResilienceSettings other) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection, routing, other,
                thinking, systemPrompt, ipFilter, cache, log);
    }

    public Settings with(ThinkingBudget other) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection, routing,
                resilience, other, systemPrompt, ipFilter, cache, log);
    }

    public Settings with(SystemPrompt other) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection, routing,
                resilience, thinking, other, ipFilter, cache, log);
    }

    public Settings with(IpFilter other) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection, routing,
                resilience, thinking, systemPrompt, other, cache, log);
    }

    public Settings with(CacheSettings other) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection, routing,
                resilience, thinking, systemPrompt, ipFilter, other, log);
    }

    public Settings with(LogSettings other) {
        return new Settings(requireLogin, requireAuthForModels, blockedProviders, bruteForceProtection, routing,
                resilience, thinking, systemPrompt, ipFilter, cache, other);
    }
}
