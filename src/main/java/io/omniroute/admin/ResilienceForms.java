package io.omniroute.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads profiles and limits; what is wrong is named by its path, for example {@code profiles.oauth.maxBackoffLevel}. */
final class ResilienceForms {
    static final String OVERRIDES = "overrides";
    private static final Set<String> KINDS = Set.of("oauth", "apikey", "local");
    private static final int DAY_MS = 86_400_000;
    private static final Map<String, Integer> PROFILE = Map.of("transientCooldown", DAY_MS, "rateLimitCooldown", DAY_MS,
            "maxBackoffLevel", 15, "circuitBreakerThreshold", 100_000, "circuitBreakerReset", DAY_MS);
    private static final Map<String, Integer> LIMITS = Map.of("requestsPerMinute", 1_000_000, "minTimeBetweenRequests",
            DAY_MS, "concurrentRequests", 1_000_000);
    private final Form form;

    ResilienceForms(Form form) {
        this.form = form;
    }

    /** The profiles that are sent, each whole. */
    Optional<Map<String, @Nullable Object>> profiles() {
        return form.object("profiles").map(sent -> each("profiles", sent, (path, value) -> {
            String name = path.substring(path.lastIndexOf('.') + 1);
            if (name.equals(OVERRIDES)) {
                return object(path, value).map(overrides -> each(path, overrides, this::profile)).orElse(Map.of());
            }
            return KINDS.contains(name) ? profile(path, value) : wrong(path, "is no profile");
        }));
    }

    Optional<Map<String, @Nullable Object>> limits() {
        return form.object("defaults").map(sent -> numbers("defaults", sent, LIMITS));
    }

    private Map<String, @Nullable Object> each(String path, Map<String, @Nullable Object> sent,
            BiFunction<String, @Nullable Object, Object> read) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        sent.forEach((name, value) -> values.put(name, read.apply(path + "." + name, value)));
        return values;
    }

    private Object profile(String path, @Nullable Object value) {
        Map<String, @Nullable Object> sent = object(path, value).orElse(Map.of());
        PROFILE.keySet().stream().filter(field -> !sent.containsKey(field)).sorted()
                .forEach(field -> wrong(path + "." + field, "is required"));
        return numbers(path, sent, PROFILE);
    }

    /** Whole numbers from 0 to the most of each field, and no other field. */
    private Map<String, @Nullable Object> numbers(String path, Map<String, @Nullable Object> sent,
            Map<String, Integer> most) {
        return each(path, sent, (place, value) -> {
            Integer limit = most.get(place.substring(place.lastIndexOf('.') + 1));
            if (limit == null) {
                return wrong(place, "is no such field");
            }
            return value instanceof Integer number && number >= 0 && number <= limit
                    ? number
                    : wrong(place, "must be a whole number from 0 to " + limit);
        });
    }

    private Optional<Map<String, @Nullable Object>> object(String path, @Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? Optional.of(Form.named(map))
                : form.wrong(path, "must be an object");
    }

    private Object wrong(String path, String message) {
        form.wrong(path, message);
        return "";
    }
}
