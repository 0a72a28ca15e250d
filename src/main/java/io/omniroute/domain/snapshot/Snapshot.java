package io.omniroute.domain.snapshot;

import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.usage.Price;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The configuration at one moment. A request takes one snapshot and keeps it to its end.
 *
 * @param accounts who can be asked
 * @param keysByHash API keys by {@link ApiKey#hash()}
 * @param models what names stand for and cost
 * @param routes combos and fallback chains
 * @param rules what callers may do
 */
public record Snapshot(Accounts accounts, Map<String, ApiKey> keysByHash, Models models, Routes routes, Rules rules,
        Settings settings) {

    public static final Snapshot EMPTY = new Snapshot(Accounts.of(List.of(), List.of()), Map.of(),
            new Models(Map.of(), Map.of(), Map.of()), Routes.of(List.of(), List.of()),
            Rules.of(List.of(), List.of()), Settings.DEFAULTS);
    public Snapshot {
        keysByHash = Map.copyOf(keysByHash);
    }

    /**
     * Connections and nodes.
     *
     * @param connections ordered by provider, then priority
     * @param activeByProvider the active ones of each provider or node, in the same order
     */
    public record Accounts(List<Connection> connections, List<ProviderNode> nodes,
            Map<String, List<Connection>> activeByProvider) {
        public static Accounts of(List<Connection> connections, List<ProviderNode> nodes) {
            return new Accounts(List.copyOf(connections), List.copyOf(nodes), Map.copyOf(connections.stream()
                    .filter(Connection::active).collect(Collectors.groupingBy(Connection::provider))));
        }
    }

    /**
     * Names and prices.
     *
     * @param aliases exact model alias to model name
     * @param custom by provider or node id
     * @param prices an operator's prices, by provider alias or id, then model id
     */
    public record Models(Map<String, String> aliases, Map<String, List<CustomModel>> custom,
            Map<String, Map<String, Price>> prices) {
        public Models {
            aliases = Map.copyOf(aliases);
            custom = Map.copyOf(custom);
            prices = Map.copyOf(prices);
        }
    }

    /**
     * Ways to more than one model.
     *
     * @param combos by name, inactive ones included
     * @param chains by the model they belong to
     */
    public record Routes(Map<String, Combo> combos, Map<String, FallbackChain> chains) {
        public static Routes of(List<Combo> combos, List<FallbackChain> chains) {
            return new Routes(byKey(combos, Combo::name), byKey(chains, FallbackChain::model));
        }
    }

    /**
     * Limits of callers.
     *
     * @param budgets by API key id
     * @param policies the enabled ones by ascending priority
     */
    public record Rules(Map<String, Budget> budgets, List<Policy> policies) {
        public static Rules of(List<Budget> budgets, List<Policy> policies) {
            return new Rules(byKey(budgets, Budget::apiKeyId), policies.stream().filter(Policy::enabled)
                    .sorted(Comparator.comparingInt(Policy::priority)).toList());
        }
    }

    private static <T> Map<String, T> byKey(List<T> values, Function<T, String> key) {
        return values.stream().collect(Collectors.toUnmodifiableMap(key, it -> it, (first, second) -> first));
    }

    public List<Connection> connections() {
        return accounts.connections();
    }

    public List<ProviderNode> nodes() {
        return accounts.nodes();
    }

    public Map<String, String> aliases() {
        return models.aliases();
    }

    public Map<String, List<CustomModel>> customModels() {
        return models.custom();
    }

    public Map<String, Map<String, Price>> prices() {
        return models.prices();
    }

    /** The active connections of a provider or node, in the order they are to be tried. */
    public List<Connection> activeConnections(String provider) {
        return accounts.activeByProvider().getOrDefault(provider, List.of());
    }

    public Optional<ProviderNode> nodeByPrefix(String prefix) {
        return nodes().stream().filter(node -> node.prefix().equals(prefix)).findFirst();
    }

    public Optional<ProviderNode> node(String id) {
        return nodes().stream().filter(node -> node.id().equals(id)).findFirst();
    }

    /** The combo clients can ask for by this name. */
    public Optional<Combo> combo(String name) {
        return Optional.ofNullable(routes.combos().get(name)).filter(Combo::active)
                .filter(combo -> !combo.entries().isEmpty());
    }

    public Snapshot with(Accounts other) {
        return new Snapshot(other, keysByHash, models, routes, rules, settings);
    }

    public Snapshot withKeys(Map<String, ApiKey> other) {
        return new Snapshot(accounts, other, models, routes, rules, settings);
    }

    public Snapshot with(Models other) {
        return new Snapshot(accounts, keysByHash, other, routes, rules, settings);
    }

    public Snapshot with(Routes other) {
        return new Snapshot(accounts, keysByHash, models, other, rules, settings);
    }

    public Snapshot with(Rules other) {
        return new Snapshot(accounts, keysByHash, models, routes, other, settings);
    }

    public Snapshot with(Settings other) {
        return new Snapshot(accounts, keysByHash, models, routes, rules, other);
    }
}
