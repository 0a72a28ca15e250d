package io.omniroute.catalog;

import io.omniroute.boot.CatalogReader;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small inputs for the tests of the deciding rooms. */
public final class Given {
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    public static final Catalog SHIPPED = CatalogReader.read();

    private Given() {}

    public static Connection account(String provider) {
        return account(provider + "-1", provider, 1, NOW);
    }

    public static Connection account(String id, String provider, int priority, Instant updatedAt) {
        return new Connection(id, provider, AuthType.APIKEY, id, null, priority, null, true, null, null,
                ProviderData.NONE, ConnectionHealth.unknown(), NOW, updatedAt);
    }

    public static Connection at(String baseUrl, Connection account) {
        return new Connection(account.id(), account.provider(), account.authType(), account.name(), null,
                account.priority(), null, true, null, null, new ProviderData(Map.of("baseUrl", baseUrl)),
                account.health(), NOW, NOW);
    }

    public static Connection inactive(String provider) {
        return new Connection(provider + "-0", provider, AuthType.APIKEY, "off", null, 1, null, false, null, null,
                ProviderData.NONE, ConnectionHealth.unknown(), NOW, NOW);
    }

    public static ProviderNode node(NodeType type, String prefix, String baseUrl) {
        return new ProviderNode(type.idPrefix() + "n1", type, "My node", prefix, baseUrl, NOW, NOW);
    }

    public static ApiKey keyFor(String... allowedModels) {
        return key(true, null, allowedModels);
    }

    public static ApiKey key(boolean active, Instant expiresAt, String... allowedModels) {
        return new ApiKey("k1", "ci", "hmac:v1:00", "sk-…", "0123456789abcdef", active, false, false,
                List.of(allowedModels), expiresAt, null, NOW);
    }

    public static Price price(String input, String output, String cached, String cacheCreation) {
        return new Price(usd(input), usd(output), usd(cached), null, usd(cacheCreation));
    }

    private static BigDecimal usd(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /** A snapshot to which facts are added one by one. */
    public static SnapshotOf nothing() {
        return new SnapshotOf(Snapshot.EMPTY);
    }

    public static SnapshotOf connected(String... providers) {
        return nothing().with(Stream.of(providers).map(Given::account).toArray(Connection[]::new));
    }

    /** See {@link #nothing()}. */
    public record SnapshotOf(Snapshot snapshot) {
        public SnapshotOf with(Connection... connections) {
            return new SnapshotOf(snapshot.with(Snapshot.Accounts.of(List.of(connections), snapshot.nodes())));
        }

        public SnapshotOf nodes(ProviderNode... nodes) {
            return new SnapshotOf(snapshot.with(Snapshot.Accounts.of(snapshot.connections(), List.of(nodes))));
        }

        public SnapshotOf aliases(Map<String, String> aliases) {
            return new SnapshotOf(
                    snapshot.with(new Snapshot.Models(aliases, snapshot.customModels(), snapshot.prices())));
        }

        public SnapshotOf custom(String provider, String... models) {
            List<CustomModel> customModels = Stream.of(models)
                    .map(id -> new CustomModel(id, "My " + id, Map.of("maxOutput", 4096))).toList();
            return new SnapshotOf(snapshot.with(
                    new Snapshot.Models(snapshot.aliases(), Map.of(provider, customModels), snapshot.prices())));
        }

        public SnapshotOf prices(Map<String, Map<String, Price>> prices) {
            return new SnapshotOf(
                    snapshot.with(new Snapshot.Models(snapshot.aliases(), snapshot.customModels(), prices)));
        }

        public SnapshotOf combos(Combo... combos) {
            return new SnapshotOf(snapshot.with(
                    Snapshot.Routes.of(List.of(combos), List.copyOf(snapshot.routes().chains().values()))));
        }

        public SnapshotOf chains(FallbackChain... chains) {
            return new SnapshotOf(snapshot.with(
                    Snapshot.Routes.of(List.copyOf(snapshot.routes().combos().values()), List.of(chains))));
        }

        public SnapshotOf settings(Settings settings) {
            return new SnapshotOf(snapshot.with(settings));
        }

        public SnapshotOf blocked(String... providers) {
            return settings(Settings.entrance(true, false, List.of(providers), true));
        }
    }
}
