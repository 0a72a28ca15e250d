package io.omniroute.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a model list.
 *
 * @param id {@code alias/model} or {@code provider/model}
 * @param ownedBy id of the provider or node
 * @param root the model id without a prefix
 * @param parent the alias form where this is the second id of the same model
 * @param custom added by an operator
 */
public record ListedModel(String id, String ownedBy, ModelType type, String root, Optional<String> parent,
        boolean custom, OptionalInt contextWindow, OptionalInt maxOutput, OptionalInt dimensions, List<String> sizes,
        String displayName) {
    public ListedModel {
        sizes = List.copyOf(sizes);
    }

    ListedModel secondId(String secondId) {
        return new ListedModel(secondId, ownedBy, type, root, Optional.of(id), custom, contextWindow, maxOutput,
                dimensions, sizes, displayName);
    }
}
