package io.omniroute.persistence;

import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.route.FallbackChainStore;
import java.util.List;

final class JpaFallbackChainStore implements FallbackChainStore {
    private static final String NAME = "fallback chains";

    private final Sessions sessions;

    JpaFallbackChainStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<FallbackChain> all() {
        return sessions.read(NAME, entities -> entities.createNamedQuery("ChainRow.all", ChainRow.class)
                .getResultStream().flatMap(row -> row.toDomain().stream()).toList());
    }

    @Override
    public void save(FallbackChain chain) {
        sessions.change(NAME, entities -> entities.merge(ChainRow.of(chain)));
    }

    @Override
    public boolean delete(String model) {
        return sessions.change(NAME, entities -> entities.createNamedQuery("ChainRow.delete")
                .setParameter("model", model).executeUpdate()) > 0;
    }
}
