package io.omniroute.management;

import java.util.List;

import io.omniroute.admin.Prober.OfferedModel;
import io.omniroute.domain.connection.Connection;

/** What a provider offers an account. */
public record OfferedModelsView(String provider, String connectionId, List<Entry> models) {
    static OfferedModelsView of(Connection connection, List<OfferedModel> models) {
        return new OfferedModelsView(connection.provider(), connection.id(),
                models.stream().map(model -> new Entry(model.id(), model.name())).toList());
    }

    /** One model. */
    public record Entry(String id, String name) {}
}
