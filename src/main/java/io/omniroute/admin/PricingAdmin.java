package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prices: the shipped ones and the operator's over them, both in USD per 1,000,000 tokens. */
public final class PricingAdmin {
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000);
    private final Stores stores;
    private final Catalog catalog;
    private final Supplier<Snapshot> snapshots;
    private final JsonText json;
    private final ChangeDesk desk;

    public PricingAdmin(Stores stores, Catalog catalog, Supplier<Snapshot> snapshots, JsonText json, ChangeDesk desk) {
        this.stores = stores;
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.json = json;
        this.desk = desk;
    }

    /** The shipped prices, by provider alias, then model. */
    public Map<String, Map<String, Price>> defaults() {
        return catalog.defaultPrices();
    }

    /** The operator's prices alone, by provider alias or node id, then model. */
    public Map<String, Map<String, Price>> own() {
        Map<String, Map<String, Price>> own = new TreeMap<>();
        // an entry under the id counts before one under the alias
        snapshots.get().prices().forEach((key, prices) -> overlay(own, shown(key), prices, key.equals(id(key))));
        return own;
    }

    /** What counts: the operator's prices over the shipped ones, field by field. */
    public Map<String, Map<String, Price>> merged() {
        Map<String, Map<String, Price>> merged = new TreeMap<>();
        defaults().forEach((alias, prices) -> merged.put(alias, new TreeMap<>(prices)));
        own().forEach((alias, prices) -> overlay(merged, alias, prices, true));
        return merged;
    }

    private static void overlay(Map<String, Map<String, Price>> base, String key, Map<String, Price> prices,
            boolean stronger) {
        Map<String, Price> known = base.computeIfAbsent(key, k -> new TreeMap<>());
        prices.forEach((model, price) -> known.merge(model, price,
                (old, young) -> stronger ? young.over(old) : old.over(young)));
    }

    /**
     * A model that can be priced.
     *
     * @param price what counts; empty = unpriced
     */
    public record Priceable(String id, String name, Optional<Price> price) {}

    /** A provider or node with the models that can be priced. */
    public record Shelf(String alias, String name, List<Priceable> models) {
        public Shelf {
            models = List.copyOf(models);
        }
    }

    /** The providers of the catalogue, then the nodes. */
    public List<Shelf> models() {
        Map<String, Map<String, Price>> prices = merged();
        List<Shelf> shelves = new ArrayList<>();
        catalog.providers().forEach(provider -> shelves.add(shelf(provider.alias(), provider.displayName(),
                names(provider), prices)));
        snapshots.get().nodes().forEach(node -> shelves.add(shelf(node.id(), node.name(), names(node), prices)));
        return shelves.stream().filter(shelf -> !shelf.models().isEmpty()).toList();
    }

    private static Shelf shelf(String key, String name, Map<String, String> names,
            Map<String, Map<String, Price>> prices) {
        Map<String, Price> own = prices.getOrDefault(key, Map.of());
        Map<String, String> all = new LinkedHashMap<>(names);
        own.keySet().forEach(id -> all.putIfAbsent(id, id));
        return new Shelf(key, name, all.entrySet().stream()
                .map(it -> new Priceable(it.getKey(), it.getValue(), Optional.ofNullable(own.get(it.getKey()))))
                .toList());
    }

    private Map<String, String> names(Provider provider) {
        Map<String, String> names = new LinkedHashMap<>();
        provider.models().stream().filter(Model::listed).forEach(model -> names.put(model.id(), model.name()));
        custom(provider.id(), names);
        return names;
    }

    private Map<String, String> names(ProviderNode node) {
        Map<String, String> names = new LinkedHashMap<>();
        custom(node.id(), names);
        return names;
    }

    private void custom(String owner, Map<String, String> names) {
        snapshots.get().customModels().getOrDefault(owner, List.of())
                .forEach(model -> names.put(model.id(), model.name()));
    }

    /**
     * Sets prices: provider, then model, then any of {@code input}, {@code output}, {@code cached}, {@code reasoning},
     * {@code cache_creation}. What is not named stays; null takes a field back to its default.
     *
     * @return the operator's prices
     */
    public Map<String, Map<String, Price>> update(Form form, Caller caller) {
        Map<String, Map<String, PriceForm>> asked = new LinkedHashMap<>();
        for (String provider : form.names()) {
            if (!known(provider)) {
                form.wrong(provider, "Unknown provider " + provider);
            }
            form.object(provider).ifPresentOrElse(models -> asked.put(id(provider), PriceForm.of(form, provider, models,
                    MOST_USD)), () -> form.wrong(provider, provider + " must be an object of models"));
        }
        form.check();
        desk.carryOut(caller, () -> {
            asked.forEach(this::store);
            return new Done<>(true, "pricing.update", String.join(",", asked.keySet()), facts(asked));
        });
        return own();
    }

    private void store(String id, Map<String, PriceForm> changes) {
        Map<String, Price> prices = new TreeMap<>(stored(id));
        changes.forEach((model, change) -> {
            Price price = change.over(prices.getOrDefault(model, Price.UNKNOWN));
            if (price.equals(Price.UNKNOWN)) {
                prices.remove(model);
            } else {
                prices.put(model, price);
            }
        });
        keep(id, prices);
    }

    private Map<String, Price> stored(String key) {
        return snapshots.get().prices().getOrDefault(key, Map.of());
    }

    private void keep(String key, Map<String, Price> prices) {
        if (prices.isEmpty()) {
            stores.settings().remove(SettingsStore.PRICING, key);
            return;
        }
        Map<String, Object> text = new TreeMap<>();
        prices.forEach((model, price) -> text.put(model, PriceForm.members(price)));
        stores.settings().put(SettingsStore.PRICING, key, json.write(text));
    }

    /**
     * Takes the operator's prices back.
     *
     * @param provider empty = of all
     * @param model empty = all of the provider
     * @return the operator's prices that are left
     */
    public Map<String, Map<String, Price>> reset(Optional<String> provider, Optional<String> model, Caller caller) {
        if (provider.isEmpty() && model.isPresent()) {
            throw new RefusedException(Refusal.of(Refusal.Kind.INVALID, "bad_request", "model needs provider"));
        }
        desk.carryOut(caller, () -> {
            for (String key : provider.map(this::keys).orElseGet(() -> snapshots.get().prices().keySet().stream())
                    .toList()) {
                Map<String, Price> left = new TreeMap<>(model.isPresent() ? stored(key) : Map.of());
                model.ifPresent(left::remove);
                keep(key, left);
            }
            return new Done<>(true, "pricing.reset", provider.orElse("*"), Map.of("model", model.orElse("*")));
        });
        return own();
    }

    /** Every key a provider's prices may be stored under. */
    private Stream<String> keys(String name) {
        var keys = new TreeSet<String>();
        snapshots.get().prices().keySet().stream().filter(key -> id(key).equals(id(name))).forEach(keys::add);
        keys.add(id(name));
        return keys.stream();
    }

    private boolean known(String name) {
        return registered(name).isPresent() || node(name).isPresent();
    }

    private Optional<Provider> registered(String name) {
        return catalog.provider(name).or(() -> catalog.byPrefix(name));
    }

    private Optional<ProviderNode> node(String name) {
        return snapshots.get().node(name).or(() -> snapshots.get().nodeByPrefix(name));
    }

    /** What new prices are stored under: the id, which counts before alias and prefix. */
    private String id(String name) {
        return registered(name).map(Provider::id).or(() -> node(name).map(ProviderNode::id)).orElse(name);
    }

    private String shown(String name) {
        return registered(name).map(Provider::alias).or(() -> node(name).map(ProviderNode::id)).orElse(name);
    }

    private static Map<String, Object> facts(Map<String, Map<String, PriceForm>> asked) {
        Map<String, Object> facts = new TreeMap<>();
        asked.forEach((provider, models) -> facts.put(provider, List.copyOf(models.keySet())));
        return facts;
    }

    /** As a JSON object with the names of the management API; a field that is not given is absent. */
    public static Map<String, @Nullable BigDecimal> members(Price price) {
        return PriceForm.members(price);
    }
}
