package io.omniroute.persistence;

import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.ApiKeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class JpaApiKeyStore implements ApiKeyStore {
    private static final String NAME = "api keys";

    private final Sessions sessions;

    JpaApiKeyStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<ApiKey> all() {
        return sessions.read(NAME, entities -> entities.createNamedQuery("ApiKeyRow.all", ApiKeyRow.class)
                .getResultStream().map(ApiKeyRow::toDomain).toList());
    }

    @Override
    public Optional<ApiKey> find(String id) {
        return sessions.read(NAME,
                entities -> Optional.ofNullable(entities.find(ApiKeyRow.class, id)).map(ApiKeyRow::toDomain));
    }

    @Override
    public void save(ApiKey key) {
        sessions.change(NAME, entities -> {
            ApiKeyRow known = entities.find(ApiKeyRow.class, key.id());
            ApiKeyRow row = known == null ? new ApiKeyRow() : known;
            row.fill(key);
            if (known == null) {
                entities.persist(row);
            }
            return row;
        });
    }

    @Override
    public void touch(Map<String, Instant> lastUsedById) {
        sessions.change(NAME, entities -> {
            // in one order everywhere, so that two writers never wait for each other's rows
            new TreeMap<>(lastUsedById).forEach((id, time) -> entities.createNamedQuery("ApiKeyRow.touch")
                    .setParameter("id", id).setParameter("time", time).executeUpdate());
            return lastUsedById;
        });
    }

    @Override
    public boolean delete(String id) {
        return sessions.change(NAME,
                entities -> entities.createNamedQuery("ApiKeyRow.delete").setParameter("id", id).executeUpdate()) > 0;
    }
}
