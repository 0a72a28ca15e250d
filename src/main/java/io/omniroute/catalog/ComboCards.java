package io.omniroute.catalog;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a combo can promise: the least of what its entries can, nested ones included. */
record ComboCards(Catalog catalog, Snapshot snapshot) {
    /** Deeper nesting is refused where combos are made; it also ends a circle that came with imported data. */
    private static final int DEEPEST = 10;

    /** Unknown where one of the entries is unknown. */
    ModelCard of(Combo combo) {
        return of(combo, DEEPEST);
    }

    private ModelCard of(Combo combo, int depth) {
        return combo.entries().stream().map(entry -> named(entry.model(), depth)).reduce(ModelCard::common)
                .map(card -> card.common(card)).orElse(ModelCard.UNKNOWN);
    }

    private ModelCard named(String name, int depth) {
        if (depth == 0) {
            return ModelCard.UNKNOWN;
        }
        Optional<Combo> nested = snapshot.combo(name);
        if (nested.isPresent()) {
            return of(nested.get(), depth - 1);
        }
        String alias = snapshot.aliases().get(name);
        return alias != null ? named(alias, depth - 1) : model(name);
    }

    private ModelCard model(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return listing(name).map(provider -> card(provider, name)).reduce(ModelCard::common)
                    .orElse(ModelCard.UNKNOWN);
        }
        String rest = name.substring(slash + 1);
        return owner(name.substring(0, slash)).map(owner -> card(owner, rest)).orElse(ModelCard.UNKNOWN);
    }

    private Stream<String> listing(String model) {
        List<String> all = catalog.chatProvidersOf(model).stream().map(Provider::id).toList();
        List<String> connected = all.stream().filter(id -> !snapshot.activeConnections(id).isEmpty()).toList();
        return (connected.isEmpty() ? all : connected).stream();
    }

    private Optional<String> owner(String prefix) {
        return catalog.byPrefix(prefix).map(Provider::id)
                .or(() -> snapshot.nodeByPrefix(prefix).or(() -> snapshot.node(prefix)).map(ProviderNode::id));
    }

    private ModelCard card(String provider, String model) {
        return ModelCard.of(catalog, snapshot, provider, model);
    }
}
