package io.omniroute.catalog;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which models a caller sees: the one source of every model list. */
public final class ModelLists {
    private ModelLists() {}

    /**
     * The visible models: combos, chat, embedding, image, audio, then custom ones; of two with the same id the first
     * stays.
     *
     * <p>A provider shows when it has an active connection; while nothing at all is connected, every provider shows.
     * Blocked providers and models the key may not use are hidden (10 §9).
     *
     * @param key the caller's key, empty in local mode
     */
    public static List<ListedModel> of(Catalog catalog, Snapshot snapshot, Optional<ApiKey> key) {
        Predicate<String> shown = shownProviders(snapshot);
        List<Provider> providers = catalog.providers().stream().filter(provider -> shown.test(provider.id())).toList();
        var entries = new Entries(catalog, snapshot);
        Map<String, ListedModel> byId = new LinkedHashMap<>();
        Stream.of(entries.combos(), entries.registered(providers), entries.custom(providers, shown))
                .flatMap(models -> models).filter(model -> allowed(key, model))
                .forEach(model -> byId.putIfAbsent(model.id(), model));
        return List.copyOf(byId.values());
    }

    private static Predicate<String> shownProviders(Snapshot snapshot) {
        Set<String> connected = snapshot.connections().stream().filter(Connection::active).map(Connection::provider)
                .collect(Collectors.toSet());
        List<String> blocked = snapshot.settings().blockedProviders();
        boolean nothingConnected = snapshot.connections().isEmpty();
        return id -> !blocked.contains(id) && (nothingConnected || connected.contains(id));
    }

    /** Makes the entries of one list. */
    private record Entries(Catalog catalog, Snapshot snapshot) {
        Stream<ListedModel> combos() {
            var cards = new ComboCards(catalog, snapshot);
            return snapshot.routes().combos().values().stream()
                    .filter(combo -> combo.active() && !combo.entries().isEmpty())
                    .sorted(Comparator.comparing(Combo::createdAt).thenComparing(Combo::name))
                    .map(combo -> new ListedModel(combo.name(), ListedModel.COMBO, ModelType.CHAT, combo.name(),
                            Optional.empty(), false, combo.name(), cards.of(combo)));
        }

        Stream<ListedModel> registered(List<Provider> providers) {
            return Stream.of(ModelType.values()).flatMap(type -> providers.stream().flatMap(provider -> provider
                    .models().stream().filter(model -> model.type() == type && model.listed())
                    .flatMap(model -> bothIds(provider, listed(provider, model)))));
        }

        private ListedModel listed(Provider provider, Model model) {
            return new ListedModel(provider.alias() + "/" + model.id(), provider.id(), model.type(), model.id(),
                    Optional.empty(), false, model.name(),
                    ModelCard.of(catalog, snapshot, provider.id(), model.id()));
        }

        Stream<ListedModel> custom(List<Provider> providers, Predicate<String> shown) {
            Stream<ListedModel> ofProviders = providers.stream().flatMap(provider -> added(provider.id())
                    .flatMap(model -> bothIds(provider, custom(provider.alias(), provider.id(), model))));
            Stream<ListedModel> ofNodes = snapshot.nodes().stream().filter(node -> shown.test(node.id()))
                    .flatMap(node -> added(node.id()).map(model -> custom(node.prefix(), node.id(), model)));
            return Stream.concat(ofProviders, ofNodes);
        }

        private Stream<CustomModel> added(String owner) {
            return snapshot.customModels().getOrDefault(owner, List.of()).stream();
        }

        private ListedModel custom(String prefix, String owner, CustomModel model) {
            return new ListedModel(prefix + "/" + model.id(), owner, ModelType.CHAT, model.id(), Optional.empty(),
                    true, model.name(), ModelCard.of(catalog, snapshot, owner, model.id()));
        }

        private static Stream<ListedModel> bothIds(Provider provider, ListedModel model) {
            return provider.alias().equals(provider.id())
                    ? Stream.of(model)
                    : Stream.of(model, model.secondId(provider.id() + "/" + model.root()));
        }
    }

    /** Both forms of an entry are tested, so that a key sees either both or none. */
    private static boolean allowed(Optional<ApiKey> key, ListedModel model) {
        List<String> names = List.of(model.id(), model.parent().orElse(model.id()),
                model.ownedBy() + "/" + model.root());
        return key.isEmpty() || AllowedModels.allow(key.get(), names);
    }
}
