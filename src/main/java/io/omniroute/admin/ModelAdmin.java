package io.omniroute.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.catalog.Limits;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.ModelNames;

/** Custom models, model aliases and the catalogue as an operator sees it. */
public final class ModelAdmin {
    private static final int LONGEST = 200;
    private final Stores stores;
    private final ProviderDirectory directory;
    private final Supplier<Snapshot> snapshots;
    private final JsonText json;
    private final ChangeDesk desk;

    public ModelAdmin(Stores stores, ProviderDirectory directory, Supplier<Snapshot> snapshots, JsonText json,
            ChangeDesk desk) {
        this.stores = stores;
        this.directory = directory;
        this.snapshots = snapshots;
        this.json = json;
        this.desk = desk;
    }

    /** By provider or node id. */
    public Map<String, List<CustomModel>> customModels() {
        return snapshots.get().customModels();
    }

    /** Adds or replaces: {@code provider}, {@code modelId}, {@code modelName}?, {@code capabilities}?. */
    public CustomModel addCustomModel(Form form, Caller caller) {
        String provider = form.requiredText("provider", LONGEST, "provider and modelId are required");
        String modelId = form.requiredText("modelId", LONGEST, "provider and modelId are required");
        String name = form.text("modelName", LONGEST).orElse(modelId);
        Map<String, Object> flags = flags(form);
        form.check();
        String owner = owner(provider);
        var model = new CustomModel(modelId, name, flags);
        return desk.carryOut(caller, () -> {
            List<@Nullable Object> entries = entriesWithout(owner, modelId);
            entries.add(entry(model));
            stores.settings().put(SettingsStore.CUSTOM_MODELS, owner, json.write(entries));
            return new Done<>(model, "customModel.add", owner, Map.of("model", modelId));
        });
    }

    /** @return whether there was one */
    public boolean removeCustomModel(Optional<String> provider, Optional<String> model, Caller caller) {
        String owner = needed("provider", provider);
        String modelId = needed("model", model);
        return desk.carryOut(caller, () -> {
            List<@Nullable Object> left = entriesWithout(owner, modelId);
            boolean removed = left.size() < entries(owner).size();
            if (left.isEmpty()) {
                stores.settings().remove(SettingsStore.CUSTOM_MODELS, owner);
            } else {
                stores.settings().put(SettingsStore.CUSTOM_MODELS, owner, json.write(left));
            }
            return new Done<>(removed, "customModel.delete", owner, Map.of("model", modelId, "removed", removed));
        });
    }

    public Map<String, String> aliases() {
        return snapshots.get().aliases();
    }

    /** {@code alias} and {@code model}; replaces one of the same name. */
    public Alias putAlias(Form form, Caller caller) {
        String alias = form.requiredText("alias", LONGEST, "Alias is required");
        String model = form.requiredText("model", LONGEST, "Model is required");
        List.of(alias, model).forEach(name -> malformed(name).ifPresent(reason -> form.wrong("model", reason)));
        form.check();
        return desk.carryOut(caller, () -> {
            refuseTakenAlias(alias);
            refuseCircle(alias, model);
            stores.settings().put(SettingsStore.MODEL_ALIASES, alias, json.write(model));
            return new Done<>(new Alias(alias, model), "alias.put", alias, Map.of("model", model));
        });
    }

    /** A second name of a model. */
    public record Alias(String alias, String model) {}

    public void removeAlias(Optional<String> alias, Caller caller) {
        String name = needed("alias", alias);
        desk.carryOut(caller, () -> {
            if (!stores.settings().remove(SettingsStore.MODEL_ALIASES, name)) {
                throw RefusedException.notFound("Alias not found");
            }
            return new Done<>(name, "alias.delete", name, Map.of());
        });
    }

    /** What can be asked for, by alias of the provider or prefix of the node. */
    public Map<String, Shelf> catalog() {
        Snapshot snapshot = snapshots.get();
        Map<String, Shelf> shelves = new LinkedHashMap<>();
        for (KnownProvider provider : directory.all()) {
            List<Offer> offers = new ArrayList<>();
            provider.models().forEach(m -> offers
                    .add(new Offer(provider.alias() + "/" + m.id(), m.name(), m.type(), false, provider.id(),
                            m.limits())));
            offers.addAll(custom(snapshot, provider.id(), provider.alias()));
            shelves.put(provider.alias(),
                    new Shelf(provider.displayName(), provider.category(), provider.usable(),
                            !snapshot.activeConnections(provider.id()).isEmpty(), offers));
        }
        for (ProviderNode node : snapshot.nodes()) {
            shelves.putIfAbsent(node.prefix(), new Shelf(node.name(), "compatible", true,
                    !snapshot.activeConnections(node.id()).isEmpty(), custom(snapshot, node.id(), node.prefix())));
        }
        return shelves;
    }

    /**
     * A provider or node with its models.
     *
     * @param category {@code apikey}, {@code oauth}, {@code free} or {@code compatible}
     * @param usable whether this version can call it for chats
     */
    public record Shelf(String provider, String category, boolean usable, boolean active, List<Offer> models) {
        public Shelf {
            models = List.copyOf(models);
        }
    }

    /**
     * A model under the name to ask for it.
     *
     * @param type {@code chat}, {@code embedding}, {@code image} or {@code audio}
     */
    public record Offer(String id, String name, String type, boolean custom, String providerId, Limits limits) {}

    private static List<Offer> custom(Snapshot snapshot, String provider, String prefix) {
        return snapshot.customModels().getOrDefault(provider, List.of()).stream()
                .map(m -> new Offer(prefix + "/" + m.id(), m.name(), "chat", true, provider,
                        Limits.of(m)))
                .toList();
    }

    private String owner(String provider) {
        if (stores.nodes().find(provider).isPresent()) {
            return provider;
        }
        return directory.find(provider).map(KnownProvider::id)
                .orElseThrow(() -> RefusedException.invalid("provider", "Invalid provider"));
    }

    private static String needed(String parameter, Optional<String> value) {
        return value.filter(v -> !v.isBlank())
                .orElseThrow(() -> RefusedException.invalid(parameter, parameter + " is required"));
    }

    private void refuseTakenAlias(String alias) {
        if (stores.combos().all().stream().anyMatch(combo -> combo.name().equals(alias))) {
            throw RefusedException.conflict("alias_in_use", "Alias " + alias + " is the name of a combo");
        }
        boolean taken = directory.reserved(alias)
                || stores.nodes().all().stream().anyMatch(node -> node.prefix().equals(alias));
        if (taken) {
            throw RefusedException.conflict("alias_in_use", "Alias " + alias + " is the prefix of a provider");
        }
    }

    private static Optional<String> malformed(String name) {
        return !name.isEmpty() && ModelNames.clean(name) instanceof ModelNames.Checked.Malformed malformed
                ? Optional.of(malformed.failure().message())
                : Optional.empty();
    }

    /** An alias that leads back to itself would answer every request with an error. */
    private void refuseCircle(String alias, String model) {
        Map<String, @Nullable Object> stored = SnapshotLoader.readable(stores.settings(), json,
                SettingsStore.MODEL_ALIASES);
        Set<String> seen = new HashSet<>();
        String target = model;
        while (target != null && seen.add(target)) {
            if (target.equals(alias)) {
                throw RefusedException.invalid("model", "Alias " + alias + " would lead back to itself");
            }
            target = stored.get(target) instanceof String next ? next : null;
        }
    }

    private static Map<String, Object> flags(Form form) {
        Map<String, Object> flags = new LinkedHashMap<>();
        form.object("capabilities").orElse(Map.of()).forEach((name, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                flags.put(name, value);
            } else {
                form.wrong("capabilities." + name, "must be a string, a number, true or false");
            }
        });
        return flags;
    }

    private List<?> entries(String owner) {
        Object stored = SnapshotLoader.readable(stores.settings(), json, SettingsStore.CUSTOM_MODELS).get(owner);
        return stored instanceof List<?> list ? list : List.of();
    }

    private List<@Nullable Object> entriesWithout(String owner, String modelId) {
        List<@Nullable Object> others = new ArrayList<>(entries(owner));
        others.removeIf(entry -> entry instanceof Map<?, ?> map && modelId.equals(map.get("id")));
        return others;
    }

    private static Map<String, Object> entry(CustomModel model) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", model.id());
        entry.put("name", model.name());
        entry.put("source", "manual");
        if (!model.capabilities().isEmpty()) {
            entry.put("capabilities", model.capabilities());
        }
        return entry;
    }
}
