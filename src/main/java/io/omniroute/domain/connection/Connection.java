package io.omniroute.domain.connection;

import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretPlace;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One account at one provider (or node).
 *
 * @param provider registry id or node id
 * @param priority 1 is tried first; renumbered 1…n within a provider
 * @param apiKey sealed at {@link #apiKeyPlace(String)}; null when the connection has none
 * @param data the provider's own settings, for example {@code baseUrl}
 * @param rateLimitProtection requests are held to limits of the gateway's own (40 section 7)
 */
public record Connection(String id, String provider, AuthType authType, String name, @Nullable String email,
        int priority, @Nullable Integer globalPriority, boolean active, @Nullable String defaultModel,
        @Nullable SealedText apiKey, ProviderData data, ConnectionHealth health, Instant createdAt,
        Instant updatedAt, boolean rateLimitProtection) {
    public Connection {
        Objects.requireNonNull(id);
        Objects.requireNonNull(provider);
    }

    /** One without protection. */
    public Connection(String id, String provider, AuthType authType, String name, @Nullable String email, int priority,
            @Nullable Integer globalPriority, boolean active, @Nullable String defaultModel,
            @Nullable SealedText apiKey, ProviderData data, ConnectionHealth health, Instant createdAt,
            Instant updatedAt) {
        this(id, provider, authType, name, email, priority, globalPriority, active, defaultModel, apiKey, data, health,
                createdAt, updatedAt, false);
    }

    public static SecretPlace apiKeyPlace(String connectionId) {
        return new SecretPlace("provider_connections", "api_key", connectionId);
    }

    /** The base URL that replaces the registry's for this connection. */
    public Optional<String> baseUrl() {
        return data.text("baseUrl");
    }

    public OptionalInt globalPriorityOrNone() {
        Integer value = globalPriority();
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    public Connection withHealth(ConnectionHealth newHealth) {
        return new Connection(id, provider, authType, name, email, priority, globalPriority, active, defaultModel,
                apiKey, data, newHealth, createdAt, updatedAt, rateLimitProtection);
    }

    @Override
    public String toString() {
        return "Connection[" + id + ", " + provider + ", priority " + priority + (active ? "" : ", inactive") + "]";
    }
}
