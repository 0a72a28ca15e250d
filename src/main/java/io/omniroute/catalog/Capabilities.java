package io.omniroute.catalog;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one model on one provider can do (translation section 7).
 *
 * @param maxOutput most tokens of one answer; empty = unknown
 * @param thinking how the model is told to think
 */
public record Capabilities(OptionalLong maxOutput, ThinkingStyle thinking, Set<Ability> abilities) {
    /** Where a limit is mandatory and nobody names one. */
    public static final long UNKNOWN_MODEL_LIMIT = 8_192;
    public Capabilities {
        var copy = EnumSet.noneOf(Ability.class);
        copy.addAll(abilities);
        abilities = Collections.unmodifiableSet(copy);
    }

    /** How a model is told how much to think. */
    public enum ThinkingStyle {
        /** Not at all. */
        NONE,
        /** Tokens. */
        BUDGET,
        /** Anthropic's own measure, with an effort. */
        ADAPTIVE,
        /** Google's levels. */
        LEVEL
    }

    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    /** The limit for a target that demands one. */
    public long defaultMaxTokens() {
        return maxOutput.orElse(UNKNOWN_MODEL_LIMIT);
    }

    public Capabilities with(Ability ability, boolean able) {
        var changed = EnumSet.noneOf(Ability.class);
        changed.addAll(abilities);
        if (able) {
            changed.add(ability);
        } else {
            changed.remove(ability);
        }
        return new Capabilities(maxOutput, thinking, changed);
    }

    public Capabilities withThinking(ThinkingStyle style) {
        return new Capabilities(maxOutput, style, abilities);
    }

    public Capabilities withMaxOutput(OptionalLong limit) {
        return new Capabilities(limit, thinking, abilities);
    }
}
