package io.omniroute.catalog;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about one model, against the default rules (translation section 7).
 *
 * @param abilities those that are said to be there or not
 * @param maxOutput most tokens of one answer; empty = not said
 * @param thinking how it is told to think
 */
public record CapabilityOverrides(Map<Ability, Boolean> abilities, OptionalLong maxOutput,
        Optional<ThinkingStyle> thinking) {
    public static final CapabilityOverrides NONE = new CapabilityOverrides(Map.of(), OptionalLong.empty(),
            Optional.empty());
    public CapabilityOverrides {
        abilities = Map.copyOf(abilities);
    }

    /** Of the flags of a custom model; what is none of them or of the wrong type says nothing. */
    public static CapabilityOverrides of(Map<String, Object> flags) {
        var abilities = new EnumMap<Ability, Boolean>(Ability.class);
        flags.forEach((key, value) -> {
            if (value instanceof Boolean able) {
                Ability.of(key).ifPresent(ability -> abilities.put(ability, able));
            }
        });
        OptionalLong most = flags.get("maxOutput") instanceof Number number && number.longValue() > 0
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
        return new CapabilityOverrides(abilities, most, style(flags.get("thinkingStyle")));
    }

    private static Optional<ThinkingStyle> style(@Nullable Object value) {
        if (!(value instanceof String word)) {
            return Optional.empty();
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "none" -> Optional.of(ThinkingStyle.NONE);
            case "budget" -> Optional.of(ThinkingStyle.BUDGET);
            case "adaptive" -> Optional.of(ThinkingStyle.ADAPTIVE);
            case "level" -> Optional.of(ThinkingStyle.LEVEL);
            default -> Optional.empty();
        };
    }
}
