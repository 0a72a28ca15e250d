package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.CustomModels;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds who serves {@code *}{@code /model}: any provider or node that has it (40 §1). */
record AnyProvider(Snapshot snapshot, Catalog catalog, Reachability reach) {
    /** The id of the available one of the lowest priority value, of equal ones the first of the registry. */
    Optional<String> of(String model) {
        Comparator<String> order = Comparator.<String, Boolean>comparing(id -> !connected(id))
                .thenComparing(id -> !reach.usable(id, model)).thenComparing(this::priority);
        return having(model).min(order);
    }

    private Stream<String> having(String model) {
        Stream<String> registered = catalog.providers().stream().filter(Provider::supported)
                .filter(provider -> provider.chatModel(model).isPresent() || custom(provider.id(), model))
                .map(Provider::id);
        Stream<String> nodes = snapshot.nodes().stream().map(ProviderNode::id).filter(id -> custom(id, model));
        return Stream.concat(registered, nodes);
    }

    private boolean custom(String owner, String model) {
        return CustomModels.find(snapshot, owner, model).isPresent();
    }

    private boolean connected(String id) {
        return !snapshot.activeConnections(id).isEmpty() && !snapshot.settings().blockedProviders().contains(id);
    }

    private int priority(String id) {
        return snapshot.activeConnections(id).stream().mapToInt(AnyProvider::priority).min().orElse(Integer.MAX_VALUE);
    }

    private static int priority(Connection connection) {
        return connection.globalPriorityOrNone().orElse(connection.priority());
    }
}
