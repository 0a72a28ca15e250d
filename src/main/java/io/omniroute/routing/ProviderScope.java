package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.ModelNames.Checked;
import io.omniroute.routing.Resolution.NotResolved;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves a model on a route that names its provider (10 section 14): no alias, no other provider. */
public final class ProviderScope {
    private ProviderScope() {}

    /**
     * The model at this provider.
     *
     * @param scope the provider's id, alias or node prefix, as the path says
     * @param model with or without the provider's prefix
     * @return {@code NotResolved} with 400 for an unknown provider and for the prefix of another one
     */
    public static Resolution.Single resolve(String scope, String model, Snapshot snapshot, Catalog catalog,
            Optional<Format> door) {
        Optional<Owner> owner = owner(scope, snapshot, catalog);
        if (owner.isEmpty()) {
            return refused("Unknown provider: " + scope);
        }
        return switch (ModelNames.clean(model)) {
            case Checked.Malformed malformed -> new NotResolved(malformed.failure());
            case Checked.Clean clean -> owner.get().qualified(clean.name(), scope)
                    .map(name -> named(clean,
                            new NameSearch(snapshot, catalog, door, Reachability.ANY).find(name, false)))
                    .orElseGet(() -> refused("Model \"" + clean.name() + "\" does not belong to provider \"" + scope
                            + "\". Expected prefix: " + owner.get().alias() + "/"));
        };
    }

    private static Resolution.Single named(Checked.Clean asked, Resolution.Single resolution) {
        return switch (resolution) {
            case Resolution.Found found ->
                found.along(new Resolution.Trail(asked.name(), asked.extendedContext(), List.of()));
            case NotResolved notResolved -> notResolved;
        };
    }

    private static Optional<Owner> owner(String scope, Snapshot snapshot, Catalog catalog) {
        Optional<Owner> provider = catalog.byPrefix(scope).map(it -> ofProvider(it, snapshot));
        return provider.or(() -> snapshot.nodeByPrefix(scope).or(() -> snapshot.node(scope))
                .map(node -> ofNode(node, snapshot)));
    }

    private static Owner ofProvider(Provider provider, Snapshot snapshot) {
        Stream<String> own = Stream.of(provider.id(), provider.alias());
        return new Owner(provider.alias(), Stream.concat(own, provider.prefixes().stream()).toList(),
                Stream.concat(provider.models().stream().map(model -> model.id()), custom(provider.id(), snapshot))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    private static Owner ofNode(ProviderNode node, Snapshot snapshot) {
        return new Owner(node.prefix(), List.of(node.prefix(), node.id()),
                custom(node.id(), snapshot).collect(java.util.stream.Collectors.toSet()));
    }

    private static Stream<String> custom(String providerId, Snapshot snapshot) {
        return snapshot.customModels().getOrDefault(providerId, List.of()).stream().map(model -> model.id());
    }

    private static Resolution.Single refused(String message) {
        return new NotResolved(new Failure.Refused(400, "bad_request", message, "model", null));
    }

    /** Who the path names, and what counts as its own. */
    private record Owner(String alias, List<String> names, Set<String> models) {
        /** The name with this owner's prefix; empty when it carries somebody else's. */
        Optional<String> qualified(String model, String scope) {
            int slash = model.indexOf('/');
            if (slash < 0 || models.contains(model)) {
                return Optional.of(alias + "/" + model);
            }
            String prefix = model.substring(0, slash);
            return names.contains(prefix) || prefix.equals(scope) ? Optional.of(model) : Optional.empty();
        }
    }
}
