package io.omniroute.domain.audit;

import java.util.List;

/** Keeps audit events; there is no way to change one. */
public interface AuditStore {
    void add(AuditEvent event);

    /** Newest first. */
    List<AuditEvent> newest(int limit, int offset);
}
