package io.omniroute.persistence;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ConnectionStore;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class JpaConnectionStore implements ConnectionStore {
    private static final String NAME = "connections";
    /** Sorted here and not by the database, whose order of letters depends on its locale. */
    private static final Comparator<Connection> ORDER = Comparator.comparing(Connection::provider)
            .thenComparingInt(Connection::priority).thenComparing(Connection::createdAt).thenComparing(Connection::id);

    private final Sessions sessions;
    private final ConnectionMapping mapping;

    JpaConnectionStore(Sessions sessions, ConnectionMapping mapping) {
        this.sessions = sessions;
        this.mapping = mapping;
    }

    @Override
    public List<Connection> all() {
        return sessions.read(NAME, entities -> entities.createNamedQuery("ConnectionRow.all", ConnectionRow.class)
                .getResultStream().map(mapping::toDomain).sorted(ORDER).toList());
    }

    @Override
    public Optional<Connection> find(String id) {
        return sessions.read(NAME, entities -> found(entities, id).map(mapping::toDomain));
    }

    @Override
    public void save(Connection connection) {
        sessions.change(NAME, entities -> {
            Optional<ConnectionRow> known = found(entities, connection.id());
            ConnectionRow row = known.orElseGet(ConnectionRow::new);
            row.id = connection.id();
            mapping.fill(row, connection);
            if (known.isEmpty()) {
                entities.persist(row);
            }
            return row;
        });
    }

    @Override
    public void saveHealth(String connectionId, ConnectionHealth health) {
        sessions.change(NAME, entities -> {
            Optional<ConnectionRow> row = found(entities, connectionId);
            row.ifPresent(known -> known.health(health));
            return row;
        });
    }

    @Override
    public boolean delete(String id) {
        return sessions.change(NAME, entities -> entities.createNamedQuery("ConnectionRow.delete")
                .setParameter("id", id).executeUpdate()) > 0;
    }

    @Override
    public int deleteByProvider(String provider) {
        return sessions.change(NAME, entities -> entities.createNamedQuery("ConnectionRow.deleteByProvider")
                .setParameter("provider", provider).executeUpdate());
    }

    private static Optional<ConnectionRow> found(EntityManager entities, String id) {
        return Optional.ofNullable(entities.find(ConnectionRow.class, id));
    }
}
