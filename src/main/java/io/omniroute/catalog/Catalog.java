package io.omniroute.catalog;

import io.omniroute.domain.usage.Price;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The registry of providers and models and the table of default prices; immutable, shared by every request. */
public final class Catalog {
    private final Map<String, Provider> byId = new LinkedHashMap<>();
    private final Map<String, Provider> byPrefix = new HashMap<>();
    private final Map<String, List<Provider>> byChatModel = new HashMap<>();
    private final Map<String, Map<String, Price>> tablePrices;
    private final Retry retry;

    /**
     * @param providers in registry order
     * @param tablePrices prices of models the registry has no price for, by provider alias or id, then model id
     * @param retry of whoever is not in the registry, that is of nodes
     * @throws IllegalArgumentException when an id or prefix is used twice
     */
    public Catalog(List<Provider> providers, Map<String, Map<String, Price>> tablePrices, Retry retry) {
        this.tablePrices = Map.copyOf(tablePrices);
        this.retry = retry;
        for (Provider provider : providers) {
            register(provider);
        }
    }

    private void register(Provider provider) {
        if (byId.put(provider.id(), provider) != null) {
            throw new IllegalArgumentException("provider id used twice: " + provider.id());
        }
        for (String prefix : provider.prefixes()) {
            if (byPrefix.put(prefix, provider) != null) {
                throw new IllegalArgumentException("provider prefix used twice: " + prefix);
            }
        }
        provider.models().stream().filter(model -> model.type() == ModelType.CHAT)
                .forEach(model -> byChatModel.computeIfAbsent(model.id(), id -> new ArrayList<>()).add(provider));
    }

    /** All, in registry order. */
    public List<Provider> providers() {
        return List.copyOf(byId.values());
    }

    public Optional<Provider> provider(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The provider a model name with this prefix goes to: its alias, its id or a further prefix. */
    public Optional<Provider> byPrefix(String prefix) {
        return Optional.ofNullable(byPrefix.get(prefix));
    }

    public Optional<Model> model(String providerId, String modelId) {
        return provider(providerId).flatMap(provider -> provider.model(modelId));
    }

    /** The limits of a model as listed or as sent upstream; unknown ones for models the registry does not list. */
    public Limits limits(String providerId, String modelId) {
        Optional<Provider> provider = provider(providerId);
        return provider.stream().flatMap(it -> it.names(modelId).flatMap(name -> it.model(name).stream()))
                .map(Limits::of).reduce(Limits::over).orElse(Limits.UNKNOWN);
    }

    /** How often the same account of a provider or node is asked again. */
    public Retry retry(String providerOrNodeId) {
        return provider(providerOrNodeId).map(Provider::retry).orElse(retry);
    }

    /** The category of a provider: {@code oauth}, {@code free}, {@code apikey}, and {@code compatible} for nodes. */
    public String category(String providerOrNodeId) {
        return provider(providerOrNodeId).map(Provider::category).orElse("compatible");
    }

    /** The providers whose registry lists this bare id as a chat model, in registry order. */
    public List<Provider> chatProvidersOf(String modelId) {
        return List.copyOf(byChatModel.getOrDefault(modelId, List.of()));
    }

    /**
     * The default price of a model: the registry's where it gives one, else the table's.
     *
     * @param modelId as listed or as sent upstream
     */
    public Optional<Price> price(String providerId, String modelId) {
        return provider(providerId).flatMap(provider -> registryPrice(provider, modelId)
                .or(() -> tablePrice(provider.alias(), provider, modelId))
                .or(() -> tablePrice(provider.id(), provider, modelId)));
    }

    /** Where {@link #price} has it from; empty when there is no price, or when it is of the table. */
    public Optional<Source> priceSource(String providerId, String modelId) {
        return provider(providerId).stream()
                .flatMap(provider -> provider.names(modelId).flatMap(name -> provider.model(name).stream()))
                .flatMap(model -> model.priceSource().stream()).findFirst();
    }

    private static Optional<Price> registryPrice(Provider provider, String modelId) {
        return provider.names(modelId)
                .flatMap(name -> provider.model(name).flatMap(Model::price).stream()).findFirst();
    }

    private Optional<Price> tablePrice(String key, Provider provider, String modelId) {
        Map<String, Price> prices = tablePrices.getOrDefault(key, Map.of());
        return provider.names(modelId).flatMap(name -> Stream.ofNullable(prices.get(name))).findFirst();
    }

    /** Every default price, by provider alias, then model id. */
    public Map<String, Map<String, Price>> defaultPrices() {
        Map<String, Map<String, Price>> prices = new LinkedHashMap<>();
        for (Provider provider : byId.values()) {
            Map<String, Price> own = new LinkedHashMap<>(tablePrices.getOrDefault(provider.id(), Map.of()));
            own.putAll(tablePrices.getOrDefault(provider.alias(), Map.of()));
            provider.models().forEach(model -> model.price().ifPresent(price -> own.put(model.id(), price)));
            if (!own.isEmpty()) {
                prices.put(provider.alias(), own);
            }
        }
        return prices;
    }
}
