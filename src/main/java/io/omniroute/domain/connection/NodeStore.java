package io.omniroute.domain.connection;

import java.util.List;
import java.util.Optional;

/** Keeps provider nodes. */
public interface NodeStore {
    /** All, ordered by creation time. */
    List<ProviderNode> all();

    Optional<ProviderNode> find(String id);

    void save(ProviderNode node);

    /** @return whether there was one */
    boolean delete(String id);
}
