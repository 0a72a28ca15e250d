package io.omniroute.admin;

import java.util.List;
import java.util.Optional;

import io.omniroute.audit.AuditTrail;
import io.omniroute.domain.audit.AuditEvent;

/** Reading the audit log. */
public final class AuditAdmin {
    private final AuditTrail trail;

    public AuditAdmin(AuditTrail trail) {
        this.trail = trail;
    }

    /** The events that match, newest first; empty criteria match all. */
    public Found find(Optional<String> action, Optional<String> actor, int limit, int offset) {
        AuditTrail.Page page = trail.find(action, actor, limit, offset);
        return new Found(page.events(), page.total());
    }

    /** Events, and how many match in all. */
    public record Found(List<AuditEvent> events, int total) {
        public Found {
            events = List.copyOf(events);
        }
    }
}
