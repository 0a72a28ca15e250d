package io.omniroute.admin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.settings.LogSettings;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.domain.usage.Price;

/**
 * Builds the snapshot from the stores and puts it in its place: at start and after every committed change. A stored value
 * that cannot be read is left out with one line in the log, so that one bad row never stops the gateway.
 */
public final class SnapshotLoader {
    private static final Logger LOG = System.getLogger(SnapshotLoader.class.getName());
    private final Stores stores;
    private final JsonText json;
    private final SnapshotHolder holder;
    private final LogSettings logDefaults;

    public SnapshotLoader(Stores stores, JsonText json, SnapshotHolder holder) {
        this(stores, json, holder, LogSettings.DEFAULTS);
    }

    /** @param logDefaults what holds of the log while nothing is stored */
    public SnapshotLoader(Stores stores, JsonText json, SnapshotHolder holder, LogSettings logDefaults) {
        this.logDefaults = logDefaults;
        this.stores = stores;
        this.json = json;
        this.holder = holder;
    }

    /** One at a time, so that the snapshot of an older commit never replaces that of a newer one. */
    public synchronized Snapshot reload() {
        Snapshot snapshot = new Snapshot(Snapshot.Accounts.of(stores.connections().all(), stores.nodes().all()),
                keysByHash(), new Snapshot.Models(aliases(), customModels(), prices()), routes(), rules(), settings());
        holder.replace(snapshot);
        return snapshot;
    }

    private Map<String, ApiKey> keysByHash() {
        return stores.keys().all().stream()
                .collect(Collectors.toMap(ApiKey::hash, key -> key, (first, second) -> first));
    }

    private Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        values(SettingsStore.MODEL_ALIASES).forEach((alias, value) -> {
            Optional<String> model = aliasTarget(value);
            model.ifPresentOrElse(m -> aliases.put(alias, m), () -> skipped(SettingsStore.MODEL_ALIASES, alias));
        });
        return aliases;
    }

    /** Imported data keeps some aliases as an object of provider and model. */
    private static Optional<String> aliasTarget(@Nullable Object value) {
        if (value instanceof String model) {
            return Optional.of(model);
        }
        return value instanceof Map<?, ?> map && map.get("provider") instanceof String provider
                && map.get("model") instanceof String model ? Optional.of(provider + "/" + model) : Optional.empty();
    }

    private Map<String, List<CustomModel>> customModels() {
        Map<String, List<CustomModel>> models = new LinkedHashMap<>();
        values(SettingsStore.CUSTOM_MODELS).forEach((provider, value) -> models.put(provider, models(provider, value)));
        return models;
    }

    private List<CustomModel> models(String provider, @Nullable Object value) {
        List<CustomModel> models = new ArrayList<>();
        for (Object entry : value instanceof List<?> list ? list : List.of("not a list")) {
            if (entry instanceof Map<?, ?> map && map.get("id") instanceof String id) {
                models.add(new CustomModel(id, map.get("name") instanceof String name ? name : id,
                        flags(map.get("capabilities"))));
            } else {
                skipped(SettingsStore.CUSTOM_MODELS, provider);
            }
        }
        return List.copyOf(models);
    }

    private static Map<String, Object> flags(@Nullable Object value) {
        Map<String, Object> flags = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, flag) -> {
                if (flag instanceof String || flag instanceof Number || flag instanceof Boolean) {
                    flags.put(String.valueOf(name), flag);
                }
            });
        }
        return flags;
    }

    private Map<String, Map<String, Price>> prices() {
        Map<String, Map<String, Price>> prices = new LinkedHashMap<>();
        values(SettingsStore.PRICING).forEach((provider, value) -> {
            Map<String, Price> ofProvider = new LinkedHashMap<>();
            (value instanceof Map<?, ?> map ? map : Map.of(provider, "not a map")).forEach((model, entry) -> {
                if (entry instanceof Map<?, ?> price) {
                    ofProvider.put(String.valueOf(model), price(price));
                } else {
                    skipped(SettingsStore.PRICING, provider);
                }
            });
            prices.put(provider, Map.copyOf(ofProvider));
        });
        return prices;
    }

    private static Price price(Map<?, ?> entry) {
        return new Price(decimal(entry.get("input")), decimal(entry.get("output")), decimal(entry.get("cached")),
                decimal(entry.get("reasoning")), decimal(entry.get("cache_creation")));
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    private Snapshot.Routes routes() {
        return Snapshot.Routes.of(stores.combos().all(), stores.chains().all());
    }

    private Snapshot.Rules rules() {
        return Snapshot.Rules.of(stores.budgets().all(), StoredPolicies.all(values(StoredPolicies.NAMESPACE)));
    }

    private Settings settings() {
        return new StoredSettings(new StoredValues(values(SettingsStore.SETTINGS)),
                namespace -> StoredValues.of(values(namespace).get(StoredSettings.CONFIG)), logDefaults).settings();
    }

    private Map<String, @Nullable Object> values(String namespace) {
        return readable(stores.settings(), json, namespace);
    }

    /** The entries of a namespace that can be read. */
    static Map<String, @Nullable Object> readable(SettingsStore store, JsonText json, String namespace) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        store.all(namespace).forEach((key, text) -> {
            try {
                values.put(key, json.read(text));
            } catch (IllegalArgumentException e) {
                skipped(namespace, key);
            }
        });
        return values;
    }

    private static void skipped(String namespace, String key) {
        LOG.log(Level.WARNING, "stored value {0}/{1} cannot be read and is left out", namespace, key);
    }
}
