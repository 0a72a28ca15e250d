package io.omniroute.domain.key;

import java.util.Optional;

/**
 * On whose account a request runs.
 *
 * @param key empty = local mode
 */
public record Caller(Optional<ApiKey> key) {
    /** Without a key, where none is required. */
    public static final Caller LOCAL = new Caller(Optional.empty());

    public static Caller of(ApiKey key) {
        return new Caller(Optional.of(key));
    }

    public boolean local() {
        return key.isEmpty();
    }
}
