package io.omniroute.admin;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The settings an operator can change: default and permitted values of each. */
final class SettingRules {
    private static final Map<String, Rule> RULES = rules();

    private SettingRules() {}

    /**
     * A setting.
     *
     * @param expected said when a value is not permitted
     */
    record Rule(Object otherwise, String expected, Permission permitted) {}

    /** Whether a JSON value may be stored. */
    interface Permission {
        boolean given(@Nullable Object value);
    }

    static Map<String, Rule> all() {
        return RULES;
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("requireLogin", flag(true));
        rules.put("stickyRoundRobinLimit", number(3, 1, 100));
        rules.put("fallbackStrategy",
                oneOf("fill-first", "round-robin", "p2c", "random", "least-used", "cost-optimized"));
        rules.put("wildcardAliases",
                new Rule(List.of(), "must be a list of objects with pattern and target", SettingRules::wildcards));
        rules.put("rateLimitDefaults",
                new Rule(Map.of("requestsPerMinute", 0, "minTimeBetweenRequests", 0, "concurrentRequests", 0),
                        "must be an object of whole numbers from 0", SettingRules::limits));
        rules.put(ComboDefaults.DEFAULTS, new Rule(Map.of(), ComboDefaults.EXPECTED, ComboDefaults::defaults));
        rules.put(ComboDefaults.OVERRIDES, new Rule(Map.of(), ComboDefaults.EXPECTED, ComboDefaults::overrides));
        rules.put("requireAuthForModels", flag(false));
        rules.put("blockedProviders", texts());
        rules.put("bruteForceProtection", flag(true));
        rules.put("theme", oneOf("system", "light", "dark"));
        rules.put("language", new Rule("en", "must be a string of at most 10 characters",
                value -> value instanceof String s && !s.isBlank() && s.length() <= 10));
        rules.put("semanticCacheEnabled", flag(true));
        rules.put("semanticCacheTtlMs", number(3_600_000, 0, Integer.MAX_VALUE));
        rules.put("logRetentionDays", number(90, 1, 3_650));
        rules.put("callLogPayloads", new Rule("truncated", "must be one of [full, truncated, none]",
                value -> Set.of("full", "truncated", "none").contains(String.valueOf(value))));
        rules.put("setupComplete", flag(false));
        rules.put("showDebugPages", flag(false));
        rules.put("clientProfileProviders", texts());
        return rules;
    }

    private static Rule flag(boolean otherwise) {
        return new Rule(otherwise, "must be true or false", Boolean.class::isInstance);
    }

    private static Rule number(int otherwise, int least, int most) {
        return new Rule(otherwise, "must be a whole number from " + least + " to " + most,
                value -> value instanceof Integer number && number >= least && number <= most);
    }

    /** The first is the default. */
    private static Rule oneOf(String... values) {
        return new Rule(values[0], "must be one of " + List.of(values),
                value -> value instanceof String text && List.of(values).contains(text));
    }

    private static Rule texts() {
        return new Rule(List.of(), "must be a list of strings",
                value -> value instanceof List<?> list && list.stream().allMatch(SettingRules::text));
    }

    private static boolean text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank();
    }

    private static boolean wildcards(@Nullable Object value) {
        return value instanceof List<?> list && list.stream().allMatch(
                entry -> entry instanceof Map<?, ?> map && text(map.get("pattern")) && text(map.get("target")));
    }

    private static boolean limits(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.entrySet().stream()
                .allMatch(entry -> Set.of("requestsPerMinute", "minTimeBetweenRequests", "concurrentRequests")
                        .contains(String.valueOf(entry.getKey())) && wholeFromZero(entry.getValue()));
    }

    private static boolean wholeFromZero(@Nullable Object value) {
        return value instanceof Integer number && number >= 0
                || value instanceof BigDecimal decimal && decimal.signum() == 0;
    }
}
