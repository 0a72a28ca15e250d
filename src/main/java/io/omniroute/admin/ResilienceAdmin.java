package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.settings.ResilienceSettings;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.resilience.Affinity;
import io.omniroute.domain.resilience.Shown;
import io.omniroute.resilience.Target;
import io.omniroute.resilience.Upstreams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How failures are borne, seen and set by an operator (20 section 14). */
public final class ResilienceAdmin {
    static final String PROFILES = "providerProfiles";
    static final String LIMITS = "rateLimitDefaults";
    private static final int LONGEST_ID = 200;
    private final SettingsStore store;
    private final Supplier<Snapshot> snapshots;
    private final Upstreams upstreams;
    private final Affinity sessions;
    private final JsonText json;
    private final ChangeDesk desk;

    public ResilienceAdmin(SettingsStore store, Supplier<Snapshot> snapshots, Upstreams upstreams, Affinity sessions,
            JsonText json, ChangeDesk desk) {
        this.store = store;
        this.snapshots = snapshots;
        this.upstreams = upstreams;
        this.sessions = sessions;
        this.json = json;
        this.desk = desk;
    }

    /** The profiles and limits in force. */
    public ResilienceSettings settings() {
        return snapshots.get().settings().resilience();
    }

    public List<Shown.Circuit> breakers() {
        return upstreams.breakers();
    }

    /** The connections whose limiter did something, by {@code provider:connectionId}. */
    public Map<String, Shown.Flow> flows() {
        Map<String, Shown.Flow> flows = new LinkedHashMap<>();
        for (Connection connection : snapshots.get().connections()) {
            upstreams.flow(connection.id())
                    .ifPresent(flow -> flows.put(connection.provider() + ":" + connection.id(), flow));
        }
        return flows;
    }

    public List<Shown.Conversation> sessions() {
        return sessions.all();
    }

    /**
     * Changes profiles and limits; in force with the next request.
     *
     * @param form {@code profiles}: whole profiles by kind and under {@code overrides} by provider; {@code defaults}:
     *     any of the limits
     */
    public ResilienceSettings change(Form form, Caller caller) {
        var forms = new ResilienceForms(form);
        Optional<Map<String, @Nullable Object>> profiles = forms.profiles();
        Optional<Map<String, @Nullable Object>> limits = forms.limits();
        form.check();
        if (profiles.isPresent() || limits.isPresent()) {
            desk.carryOut(caller, () -> {
                Map<String, Object> changed = new LinkedHashMap<>();
                profiles.ifPresent(it -> changed.put(PROFILES, put(PROFILES, it)));
                limits.ifPresent(it -> changed.put(LIMITS, put(LIMITS, it)));
                return new Done<>(true, "resilience.update", "resilience", changed);
            });
        }
        return settings();
    }

    /** Lays the new members over the stored ones. */
    private Object put(String key, Map<String, @Nullable Object> changes) {
        Object stored = SnapshotLoader.readable(store, json, SettingsStore.SETTINGS).get(key);
        Map<String, @Nullable Object> merged = stored instanceof Map<?, ?> map
                ? Form.named(map)
                : new LinkedHashMap<>();
        changes.forEach((name, value) -> merged.merge(name, value,
                (old, other) -> name.equals(ResilienceForms.OVERRIDES) ? over(old, other) : other));
        store.put(SettingsStore.SETTINGS, key, json.write(merged));
        return changes;
    }

    /** The overrides of other providers stay. */
    private static Object over(Object old, Object other) {
        Map<Object, Object> both = new LinkedHashMap<>();
        List.of(old, other).forEach(part -> {
            if (part instanceof Map<?, ?> map) {
                both.putAll(map);
            }
        });
        return both;
    }

    /** Closes breakers and ends rests: of one {@code connectionId}, of one {@code provider}, or of all. */
    public Shown.Reset reset(Form form, Caller caller) {
        Optional<String> provider = form.text("provider", LONGEST_ID);
        Optional<String> connection = form.text("connectionId", LONGEST_ID);
        form.check();
        connection.filter(id -> connections(it -> it.id().equals(id)).isEmpty()).ifPresent(id -> {
            throw RefusedException.notFound("Connection not found");
        });
        return desk.carryOut(caller, () -> {
            Shown.Reset done = connection.map(upstreams::renew).or(() -> provider.map(this::ofProvider))
                    .orElseGet(this::ofAll);
            return new Done<>(done, "resilience.reset", connection.or(() -> provider).orElse("all"),
                    Map.of("breakers", done.breakers(), "cooldowns", done.cooldowns(), "lockouts", done.lockouts()));
        });
    }

    /** Closes every breaker; rests go on. @return how many were not as good as new */
    public int closeBreakers(Caller caller) {
        return desk.carryOut(caller, () -> {
            int closed = (int) breakers().stream().filter(it -> upstreams.close(it.provider())).count();
            return new Done<>(closed, "resilience.reset", "breakers", Map.of("breakers", closed));
        });
    }

    private Shown.Reset ofProvider(String provider) {
        return upstreams.reset(provider, connections(it -> it.provider().equals(provider)));
    }

    private Shown.Reset ofAll() {
        List<String> providers = java.util.stream.Stream
                .concat(snapshots.get().connections().stream().map(Connection::provider),
                        upstreams.breakers().stream().map(Shown.Circuit::provider))
                .distinct().toList();
        Shown.Reset sum = new Shown.Reset(0, 0, upstreams.clearModels(target -> true));
        for (String provider : providers) {
            sum = sum.plus(ofProvider(provider));
        }
        return sum;
    }

    private List<String> connections(Predicate<Connection> which) {
        return snapshots.get().connections().stream().filter(which).map(Connection::id).toList();
    }

    /** What is locked now. */
    public List<Shown.Lockout> lockouts() {
        return upstreams.lockouts();
    }

    /** What no account could serve a moment ago. */
    public List<Shown.Gap> gaps() {
        return upstreams.gaps();
    }

    /** Models that are locked or remembered to have been. */
    public int tracked() {
        return upstreams.trackedModels();
    }

    /** {@code action}: {@code clearCooldown} with {@code provider} and {@code model}, or {@code clearAll}. */
    public int clearModels(Form form, Caller caller) {
        String action = form.requiredText("action", LONGEST_ID, "action is required");
        boolean one = action.equals("clearCooldown");
        if (!one && !action.equals("clearAll") && !action.isEmpty()) {
            form.wrong("action", "must be clearCooldown or clearAll");
        }
        String provider = one ? form.requiredText("provider", LONGEST_ID, "provider and model are required") : "";
        String model = one ? form.requiredText("model", LONGEST_ID, "provider and model are required") : "";
        form.check();
        Predicate<Target> which = target -> !one
                || target.provider().equals(provider) && target.model().equals(model);
        return desk.carryOut(caller, () -> {
            int cleared = upstreams.clearModels(which);
            return new Done<>(cleared, "resilience.reset", one ? provider + "/" + model : "models",
                    Map.of("lockouts", cleared));
        });
    }
}
