package io.omniroute.domain.snapshot;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.usage.Price;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration at one moment. A request takes one snapshot and keeps it to its end.
 *
 * @param connections ordered by provider, then priority
 * @param keysByHash API keys by {@link ApiKey#hash()}
 * @param aliases exact model alias to model name
 * @param customModels by provider or node id
 * @param prices an operator's prices, by provider alias or id, then model id
 */
public record Snapshot(List<Connection> connections, List<ProviderNode> nodes, Map<String, ApiKey> keysByHash,
        Map<String, String> aliases, Map<String, List<CustomModel>> customModels,
        Map<String, Map<String, Price>> prices, Settings settings) {

    public static final Snapshot EMPTY = new Snapshot(List.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Settings.DEFAULTS);
    public Snapshot {
        connections = List.copyOf(connections);
        nodes = List.copyOf(nodes);
        keysByHash = Map.copyOf(keysByHash);
        aliases = Map.copyOf(aliases);
        customModels = Map.copyOf(customModels);
        prices = Map.copyOf(prices);
    }

    /** The active connections of a provider or node, in the order they are to be tried. */
    public List<Connection> activeConnections(String provider) {
        return connections.stream().filter(c -> c.active() && c.provider().equals(provider)).toList();
    }

    public Optional<ProviderNode> nodeByPrefix(String prefix) {
        return nodes.stream().filter(node -> node.prefix().equals(prefix)).findFirst();
    }

    public Optional<ProviderNode> node(String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }
}
