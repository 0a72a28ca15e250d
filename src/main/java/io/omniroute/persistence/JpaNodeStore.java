package io.omniroute.persistence;

import io.omniroute.domain.connection.NodeStore;
import io.omniroute.domain.connection.ProviderNode;
import java.util.List;
import java.util.Optional;

final class JpaNodeStore implements NodeStore {
    private static final String NAME = "nodes";

    private final Sessions sessions;

    JpaNodeStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<ProviderNode> all() {
        return sessions.read(NAME, entities -> entities.createNamedQuery("NodeRow.all", NodeRow.class)
                .getResultStream().flatMap(row -> row.toDomain().stream()).toList());
    }

    @Override
    public Optional<ProviderNode> find(String id) {
        return sessions.read(NAME,
                entities -> Optional.ofNullable(entities.find(NodeRow.class, id)).flatMap(NodeRow::toDomain));
    }

    @Override
    public void save(ProviderNode node) {
        sessions.change(NAME, entities -> entities.merge(NodeRow.of(node)));
    }

    @Override
    public boolean delete(String id) {
        return sessions.change(NAME,
                entities -> entities.createNamedQuery("NodeRow.delete").setParameter("id", id).executeUpdate()) > 0;
    }
}
