package io.omniroute.domain.route;

import java.util.List;

/** Keeps fallback chains, one per model. */
public interface FallbackChainStore {
    List<FallbackChain> all();

    /** Inserts or replaces by model. */
    void save(FallbackChain chain);

    /** @return whether there was one */
    boolean delete(String model);
}
