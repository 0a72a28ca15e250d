package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.policy.Policy.Type;
import io.omniroute.domain.settings.SettingsStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The declarative policies (20 section 14). */
public final class PolicyAdmin {
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_PRIORITY = 1_000_000;
    private static final int MOST_POLICIES = 1_000;
    private final SettingsStore store;
    private final Stores stores;
    private final ProviderDirectory directory;
    private final JsonText json;
    private final ChangeDesk desk;

    public PolicyAdmin(Stores stores, ProviderDirectory directory, JsonText json, ChangeDesk desk) {
        this.store = stores.settings();
        this.stores = stores;
        this.directory = directory;
        this.json = json;
        this.desk = desk;
    }

    /** All of them, disabled ones too, by priority. */
    public List<Policy> all() {
        return StoredPolicies.all(SnapshotLoader.readable(store, json, StoredPolicies.NAMESPACE)).stream()
                .sorted(Comparator.comparingInt(Policy::priority).thenComparing(Policy::name)).toList();
    }

    /**
     * A new policy, or with the {@code id} of a known one its replacement.
     *
     * @param form {@code name}, {@code type}, {@code enabled}, {@code priority}, {@code conditions.model_pattern}, and
     *     in {@code actions} what the type does
     */
    public synchronized Policy save(Form form, Caller caller) {
        Optional<Policy> before = form.text("id", LONGEST_TEXT).map(this::found);
        Policy policy = policy(form, before.map(Policy::id).orElseGet(() -> UUID.randomUUID().toString()));
        if (before.isEmpty() && all().size() >= MOST_POLICIES) {
            throw RefusedException.invalid("name", "There are " + MOST_POLICIES + " policies already");
        }
        return desk.carryOut(caller, () -> {
            store.put(StoredPolicies.NAMESPACE, policy.id(), json.write(StoredPolicies.stored(policy)));
            return new Done<>(policy, before.isEmpty() ? "policy.create" : "policy.update", policy.id(),
                    Changes.between(before.map(StoredPolicies::stored).orElse(Map.of()),
                            StoredPolicies.stored(policy)));
        });
    }

    public void delete(String id, Caller caller) {
        Policy old = found(id);
        desk.carryOut(caller, () -> {
            store.remove(StoredPolicies.NAMESPACE, id);
            return new Done<>(old, "policy.delete", id, Map.of("name", old.name()));
        });
    }

    private Policy found(String id) {
        return all().stream().filter(policy -> policy.id().equals(id)).findFirst()
                .orElseThrow(() -> RefusedException.notFound("Policy not found"));
    }

    private Policy policy(Form form, String id) {
        String name = form.requiredText("name", LONGEST_TEXT, "Name is required");
        Optional<Type> type = Type.of(form.requiredText("type", LONGEST_TEXT, "Type is required"));
        if (type.isEmpty()) {
            form.wrong("type", "must be one of [routing, access, budget]");
        }
        boolean enabled = form.flag("enabled").orElse(true);
        int priority = form.number("priority", 0, MOST_PRIORITY).orElse(0);
        Form conditions = nested(form, "conditions");
        String pattern = conditions.text("model_pattern", LONGEST_TEXT).orElse("");
        Form actions = nested(form, "actions");
        List<String> prefer = due(type, Type.ROUTING) ? providers(actions) : List.of();
        List<String> block = due(type, Type.ACCESS) ? listed(actions, "block_model") : List.of();
        OptionalInt most = due(type, Type.BUDGET) ? limit(actions) : OptionalInt.empty();
        blame(form, "conditions", conditions);
        blame(form, "actions", actions);
        form.check();
        return new Policy(id, name, type.orElseThrow(), enabled, priority, pattern, prefer, block, most);
    }

    private static boolean due(Optional<Type> type, Type wanted) {
        return type.isPresent() && type.get() == wanted;
    }

    private List<String> providers(Form actions) {
        List<String> named = listed(actions, "prefer_provider");
        named.stream().filter(name -> provider(name).isEmpty()).findFirst()
                .ifPresent(name -> actions.wrong("prefer_provider", "Unknown provider: " + name));
        return named.stream().flatMap(name -> provider(name).stream()).distinct().toList();
    }

    /** The id of a provider by id or alias, or of a node by id or prefix. */
    private Optional<String> provider(String name) {
        return directory.find(name).map(KnownProvider::id).or(() -> stores.nodes().all().stream()
                .filter(node -> node.id().equals(name) || node.prefix().equals(name)).map(ProviderNode::id)
                .findFirst());
    }

    private static List<String> listed(Form actions, String field) {
        List<String> values = actions.raw(field) instanceof String one && !one.isBlank()
                ? List.of(one.strip())
                : actions.texts(field).orElse(List.of());
        if (values.isEmpty()) {
            actions.wrong(field, field + " is required");
        }
        return values;
    }

    private static OptionalInt limit(Form actions) {
        Optional<Integer> most = actions.number("max_tokens", 1, Integer.MAX_VALUE);
        if (most.isEmpty() && actions.raw("max_tokens") == null) {
            actions.wrong("max_tokens", "max_tokens is required");
        }
        return most.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Form nested(Form form, String field) {
        Map<String, @Nullable Object> none = Map.of();
        return Form.of(form.object(field).orElse(none));
    }

    private static void blame(Form form, String field, Form nested) {
        nested.errors().forEach(error -> form.wrong(field + "." + error.field(), error.message()));
    }
}
