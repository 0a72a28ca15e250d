package io.omniroute.persistence;

import io.omniroute.domain.policy.Lockout;
import io.omniroute.domain.policy.LockoutStore;
import java.util.List;

final class JpaLockoutStore implements LockoutStore {
    private static final String NAME = "lockouts";

    private final Sessions sessions;

    JpaLockoutStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Lockout> all() {
        return sessions.read(NAME, entities -> entities.createNamedQuery("LockoutRow.all", LockoutRow.class)
                .getResultStream().map(LockoutRow::toDomain).toList());
    }

    @Override
    public void save(Lockout lockout) {
        sessions.change(NAME, entities -> entities.merge(LockoutRow.of(lockout)));
    }

    @Override
    public void remove(String identifier) {
        sessions.change(NAME, entities -> entities.createNamedQuery("LockoutRow.remove")
                .setParameter("identifier", identifier).executeUpdate());
    }
}
