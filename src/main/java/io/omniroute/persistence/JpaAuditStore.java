package io.omniroute.persistence;

import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.domain.audit.AuditStore;
import java.util.List;

final class JpaAuditStore implements AuditStore {
    private static final String NAME = "audit log";

    private final Sessions sessions;

    JpaAuditStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void add(AuditEvent event) {
        sessions.change(NAME, entities -> {
            entities.persist(AuditRow.of(event));
            return event;
        });
    }

    @Override
    public List<AuditEvent> newest(int limit, int offset) {
        return sessions.read(NAME, entities -> entities.createNamedQuery("AuditRow.newest", AuditRow.class)
                .setMaxResults(limit).setFirstResult(offset).getResultStream().map(AuditRow::toDomain).toList());
    }
}
