package io.omniroute.catalog;

import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Looks up what an operator says of models. */
public final class CustomModels {
    private CustomModels() {}

    /** @param provider registry id or node id */
    public static Optional<CustomModel> find(Snapshot snapshot, String provider, String model) {
        return snapshot.customModels().getOrDefault(provider, List.of()).stream()
                .filter(custom -> custom.id().equals(model)).findFirst();
    }
}
