package io.omniroute.admin;

import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboMembers;
import io.omniroute.domain.policy.IpFilter;
import io.omniroute.domain.policy.IpFilter.TempBan;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.domain.resilience.Profiles;
import io.omniroute.domain.resilience.RateLimit;
import io.omniroute.domain.route.AccountStrategy;
import io.omniroute.domain.route.WildcardAlias;
import io.omniroute.domain.settings.CacheSettings;
import io.omniroute.domain.settings.LogSettings;
import io.omniroute.domain.settings.ResilienceSettings;
import io.omniroute.domain.settings.RoutingSettings;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Settings as the corridor acts on them, read from what is stored (20 section 4, 30 section 3.5). What is missing or
 * unreadable has its default.
 *
 * @param values the namespace {@code settings}
 * @param namespaces that have one value, {@code config}, by their name
 * @param logDefaults what holds of the log while nothing is stored
 */
record StoredSettings(StoredValues values, Function<String, StoredValues> namespaces, LogSettings logDefaults) {
    static final String CONFIG = "config";
    static final String THINKING = "thinkingBudget";
    static final String SYSTEM_PROMPT = "systemPrompt";
    static final String IP_FILTER = "ipFilter";
    Settings settings() {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(values.flag("requireLogin", defaults.requireLogin()),
                values.flag("requireAuthForModels", defaults.requireAuthForModels()), values.texts("blockedProviders"),
                values.flag("bruteForceProtection", defaults.bruteForceProtection()), routing(), resilience(),
                thinking(config(THINKING)), systemPrompt(config(SYSTEM_PROMPT)), ipFilter(config(IP_FILTER)), cache(),
                log());
    }

    /** Imported data keeps them among the settings. */
    private StoredValues config(String namespace) {
        StoredValues own = namespaces.apply(namespace);
        return own.values().isEmpty() ? values.object(namespace) : own;
    }

    private RoutingSettings routing() {
        RoutingSettings defaults = RoutingSettings.DEFAULTS;
        Map<String, ComboConfig> overrides = new LinkedHashMap<>();
        values.object("providerOverrides").objectsByName()
                .forEach((provider, config) -> overrides.put(provider, combo(config)));
        return new RoutingSettings(
                values.text("fallbackStrategy").flatMap(AccountStrategy::of).orElse(defaults.accounts()),
                values.number("stickyRoundRobinLimit", defaults.stickyLimit()), wildcards(),
                combo(values.object("comboDefaults")), overrides);
    }

    private List<WildcardAlias> wildcards() {
        return values.objects("wildcardAliases").stream()
                .flatMap(entry -> entry.text("pattern")
                        .flatMap(pattern -> entry.text("target").map(target -> new WildcardAlias(pattern, target)))
                        .map(Stream::of).orElseGet(Stream::of))
                .toList();
    }

    /** A combo's settings (20 section 4.7). */
    static ComboConfig combo(StoredValues config) {
        return ComboMembers.read(config.values());
    }

    private ResilienceSettings resilience() {
        StoredValues profiles = values.object("providerProfiles");
        Profiles defaults = Profiles.DEFAULTS;
        Map<String, Profile> overrides = new LinkedHashMap<>();
        profiles.object("overrides").objectsByName()
                .forEach((provider, profile) -> overrides.put(provider, profile(profile, defaults.apiKey())));
        return new ResilienceSettings(
                new Profiles(profile(profiles.object("oauth"), defaults.oauth()),
                        profile(profiles.object("apikey"), defaults.apiKey()),
                        profile(profiles.object("local"), defaults.local()), overrides),
                rateLimit(values.object("rateLimitDefaults")));
    }

    /** A profile (20 section 14); times are milliseconds. */
    static Profile profile(StoredValues profile, Profile otherwise) {
        return new Profile(profile.millis("transientCooldown", otherwise.transientCooldown()),
                profile.millis("rateLimitCooldown", otherwise.rateLimitCooldown()),
                profile.number("maxBackoffLevel", otherwise.maxBackoffLevel()),
                profile.number("circuitBreakerThreshold", otherwise.breakerThreshold()),
                profile.millis("circuitBreakerReset", otherwise.breakerReset()));
    }

    static RateLimit rateLimit(StoredValues limits) {
        RateLimit none = RateLimit.NONE;
        return new RateLimit(limits.number("requestsPerMinute", none.requestsPerMinute()),
                limits.millis("minTimeBetweenRequests", none.gap()),
                limits.number("concurrentRequests", none.concurrent()));
    }

    static ThinkingBudget thinking(StoredValues config) {
        ThinkingBudget defaults = ThinkingBudget.DEFAULTS;
        return new ThinkingBudget(config.text("mode").flatMap(ThinkingBudget.Mode::of).orElse(defaults.mode()),
                config.number("customBudget", defaults.customTokens()),
                config.text("effortLevel").flatMap(ThinkingBudget.Effort::of).orElse(defaults.effort()));
    }

    static SystemPrompt systemPrompt(StoredValues config) {
        return new SystemPrompt(config.flag("enabled", false), config.text("prompt").orElse(""),
                config.text("position").filter("append"::equals).isPresent());
    }

    static IpFilter ipFilter(StoredValues config) {
        List<TempBan> bans = config.objects("tempBans").stream()
                .flatMap(ban -> ban.text("ip")
                        .flatMap(ip -> ban.time("until")
                                .map(until -> new TempBan(ip, until, ban.text("reason").orElse(""))))
                        .map(Stream::of).orElseGet(Stream::of))
                .toList();
        return new IpFilter(config.flag("enabled", false),
                config.text("mode").filter("whitelist"::equals).isPresent(), config.texts("blacklist"),
                config.texts("whitelist"), bans);
    }

    private CacheSettings cache() {
        CacheSettings defaults = CacheSettings.DEFAULTS;
        return new CacheSettings(values.flag("semanticCacheEnabled", defaults.enabled()),
                Optional.ofNullable(values.millisOrNull("semanticCacheTtlMs")));
    }

    private LogSettings log() {
        LogSettings defaults = logDefaults;
        return new LogSettings(values.number("logRetentionDays", defaults.retentionDays()),
                values.text("callLogPayloads").flatMap(LogSettings.Payloads::of).orElse(defaults.payloads()));
    }
}
