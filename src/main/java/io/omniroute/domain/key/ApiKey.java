package io.omniroute.domain.key;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's API key as it is kept.
 *
 * @param hash {@code hmac:v1:<hex>} of the full key
 * @param preview what may be shown of it, for example {@code sk-3f2a…-x1y2z3-…9c0d}
 * @param allowedModels exact names or patterns with {@code *} and {@code ?}; empty = every model
 * @param noLog bodies of its requests are never kept
 * @param manage may call the management API
 */
public record ApiKey(String id, String name, String hash, String preview, String machineId, boolean active,
        boolean noLog, boolean manage, List<String> allowedModels, @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt, Instant createdAt) {
    public ApiKey {
        allowedModels = List.copyOf(allowedModels);
    }

    public boolean expired(Instant now) {
        Instant end = expiresAt();
        return end != null && !end.isAfter(now);
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + ", " + name + "]";
    }
}
