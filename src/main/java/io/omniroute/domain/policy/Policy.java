package io.omniroute.domain.policy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A declarative rule (40 section 8).
 *
 * @param priority lower ones are asked first
 * @param modelPattern with {@code *}; empty = every model
 * @param preferProviders of {@link Type#ROUTING}: go first among the candidates of a name without a prefix
 * @param blockModels of {@link Type#ACCESS}: patterns that are refused
 * @param maxTokens of {@link Type#BUDGET}: most tokens an answer may have
 */
public record Policy(String id, String name, Type type, boolean enabled, int priority, String modelPattern,
        List<String> preferProviders, List<String> blockModels, OptionalInt maxTokens) {
    public Policy {
        preferProviders = List.copyOf(preferProviders);
        blockModels = List.copyOf(blockModels);
    }

    /** What a policy decides about. */
    public enum Type {
        ROUTING, ACCESS, BUDGET;

        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Optional<Type> of(String id) {
            for (Type type : values()) {
                if (type.id().equals(id)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }
}
