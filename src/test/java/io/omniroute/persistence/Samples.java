package io.omniroute.persistence;

import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.log.CallStep;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.domain.usage.UsageEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

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

    /** Somewhere in November 2026, of few providers, models, accounts and keys. */
    static UsageEntry random(Random random) {
        Instant time = Instant.parse("2026-11-01T00:00:00Z").plusMillis((long) (random.nextDouble() * 20 * 86_400_000));
        boolean ok = random.nextInt(10) > 0;
        String provider = random.nextInt(8) == 0 ? "" : "p" + random.nextInt(4);
        String account = provider.isEmpty() ? null : provider + "-c" + random.nextInt(3);
        String key = random.nextInt(4) == 0 ? null : "k" + random.nextInt(5);
        return new UsageEntry(time, "req-" + random.nextInt(), provider, "m" + random.nextInt(6), account,
                account == null ? null : "account " + account, key, key == null ? null : "key " + key,
                TokenUsage.reported(random.nextInt(100_000), random.nextInt(9_000), 0, 0, 0),
                BigDecimal.valueOf(random.nextInt(5_000_000), 7), false, ok ? UsageEntry.OK : UsageEntry.ERROR, ok,
                random.nextInt(4_000), null, ok ? 200 : 502, null, "chat", random.nextInt(3) == 0 ? "fast" : null);
    }

    /** @param body what the client sent, null when nothing is kept of it */
    static CallEntry call(Instant time, int status, String model, byte[] body) {
        var asked = new CallEntry.Asked("fast", "openai", "k1", "key one", "fast");
        var served = new CallEntry.Served("openai", model, "first account", "c1", "claude", 100, 20);
        var steps = List.of(
                new CallStep(1, "groq", "llama", null, CallStep.SKIPPED, null, "cooling down", 0, time.plusSeconds(60)),
                new CallStep(2, "openai", model, "first account", CallStep.OK, 200, null, 250, null));
        return new CallEntry(time, "req-1", "POST", "/v1/chat/completions", status, 255, asked, served,
                status < 400 ? null : "upstream error", steps, new CallEntry.Bodies(body, null));
    }

    static UsageEntry failure(Instant time, int httpStatus, String errorCode) {
        return new UsageEntry(time, "req-2", "", "gpt-5", null, null, null, null, TokenUsage.NONE, BigDecimal.ZERO,
                true, UsageEntry.ERROR, false, 3, null, httpStatus, errorCode, "chat");
    }
}
