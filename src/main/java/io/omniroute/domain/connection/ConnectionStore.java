package io.omniroute.domain.connection;

import java.util.List;
import java.util.Optional;

/** Keeps connections. */
public interface ConnectionStore {
    /** All, ordered by provider, then priority. */
    List<Connection> all();

    Optional<Connection> find(String id);

    /** Inserts or replaces by id; the columns of tokens are left as they are. */
    void save(Connection connection);

    /** Writes only the health columns, so that it never races with an operator's edit. */
    void saveHealth(String connectionId, ConnectionHealth health);

    /** @return whether there was one */
    boolean delete(String id);

    /** @return how many were deleted */
    int deleteByProvider(String provider);
}
