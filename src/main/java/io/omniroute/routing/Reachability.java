package io.omniroute.routing;

import java.util.List;
import java.util.Optional;

/** What the state of this moment and the rules in force say about where a name may lead, and who may hear of it. */
public interface Reachability {
    /** Everybody can be reached, nobody is preferred, unknown names are errors. */
    Reachability ANY = (provider, model) -> true;

    /** Whether the breaker of the provider is closed and the model is not locked there. */
    boolean usable(String provider, String model);

    /** Whether who asks may hear of a name it did not say itself. */
    default boolean tellable(String name) {
        return true;
    }

    /** Provider ids that go first among the candidates of a name without a prefix (40 §8). */
    default List<String> preferred() {
        return List.of();
    }

    /** The provider that gets names nobody knows ({@code omniroute.routing.unknown-model}); empty = they are errors. */
    default Optional<String> unknownModels() {
        return Optional.empty();
    }
}
