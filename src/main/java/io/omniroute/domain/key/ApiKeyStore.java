package io.omniroute.domain.key;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps API keys. */
public interface ApiKeyStore {
    /** All, ordered by creation time. */
    List<ApiKey> all();

    Optional<ApiKey> find(String id);

    void save(ApiKey key);

    /** Writes the last-used times of several keys at once; ids that no longer exist are skipped. */
    void touch(Map<String, Instant> lastUsedById);

    /** @return whether there was one */
    boolean delete(String id);
}
