package io.omniroute.catalog;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a model list.
 *
 * @param id {@code alias/model} or {@code provider/model}; a combo's name
 * @param ownedBy id of the provider or node, {@link #COMBO} for a combo
 * @param root the model id without a prefix
 * @param parent the alias form where this is the second id of the same model
 * @param custom added by an operator
 * @param card what is known of it
 */
public record ListedModel(String id, String ownedBy, ModelType type, String root, Optional<String> parent,
        boolean custom, String displayName, ModelCard card) {
    public static final String COMBO = "combo";
    ListedModel secondId(String secondId) {
        return new ListedModel(secondId, ownedBy, type, root, Optional.of(id), custom, displayName, card);
    }

    /** Tokens of prompt and answer together; empty = unknown. */
    public OptionalInt contextWindow() {
        return card.limits().contextWindow();
    }

    /** Most tokens of one answer; empty = unknown. */
    public OptionalInt maxOutput() {
        return card.limits().maxOutput();
    }
}
