package io.omniroute.persistence;

import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.domain.usage.UsageEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small values the tests of this room begin with. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Secrets SECRETS = new FakeSecrets("k1");
    static final Secrets OTHER_SECRETS = new FakeSecrets("k2");

    private Samples() {}

    static Connection connection(String id, String provider, int priority) {
        return new Connection(id, provider, AuthType.APIKEY, "account " + id, null, priority, null, true, "gpt-5",
                SECRETS.seal("sk-secret-" + id, Connection.apiKeyPlace(id)),
                new ProviderData(Map.of("baseUrl", "https://" + id + ".example/v1", "tries", 3)),
                ConnectionHealth.unknown(), NOON, NOON.plusMillis(7));
    }

    static ProviderNode node(String id, String prefix, Instant createdAt) {
        return new ProviderNode(id, NodeType.OPENAI_RESPONSES, "node " + id, prefix, "https://node.example/v1",
                createdAt, createdAt);
    }

    static ApiKey key(String id, Instant createdAt) {
        return new ApiKey(id, "key " + id, "hmac:v1:" + id, "sk-…" + id, "machine", true, true, false,
                List.of("gpt-*", "claude-4"), NOON.plusSeconds(60), null, createdAt);
    }

    static UsageEntry usage(Instant time, String provider, String model) {
        return new UsageEntry(time, "req-1", provider, model, "c1", "first account", "k1", "key one",
                new TokenUsage(100, 20, 40, 5, 7, false), new BigDecimal("0.1"), false, UsageEntry.OK, true, 250, 90L,
                200, null, "chat");
    }

    static UsageEntry failure(Instant time, int httpStatus, String errorCode) {
        return new UsageEntry(time, "req-2", "", "gpt-5", null, null, null, null, TokenUsage.NONE, BigDecimal.ZERO,
                true, UsageEntry.ERROR, false, 3, null, httpStatus, errorCode, "chat");
    }
}
