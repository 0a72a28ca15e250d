package io.omniroute.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.domain.audit.AuditStore;

/** Writes the audit log and reads it back. A write that fails is logged and never breaks what it was about. */
public final class AuditTrail {
    private static final Logger LOG = System.getLogger(AuditTrail.class.getName());
    /** A filtered question looks at no more than this many of the newest events. */
    static final int MOST_READ = 10_000;
    private final AuditStore store;

    public AuditTrail(AuditStore store) {
        this.store = store;
    }

    /** Never throws. */
    public void record(AuditEvent event) {
        try {
            store.add(event);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request=" + event.requestId() + " audit event " + event.action() + " was not kept",
                    e);
        }
    }

    /** The events that match, newest first; empty criteria match all. */
    public Page find(Optional<String> action, Optional<String> actor, int limit, int offset) {
        List<AuditEvent> matching = store.newest(MOST_READ, 0).stream()
                .filter(event -> action.isEmpty() || action.get().equals(event.action()))
                .filter(event -> actor.isEmpty() || actor.get().equals(event.actor())).toList();
        return new Page(matching.stream().skip(offset).limit(limit).toList(), matching.size());
    }

    /**
     * Part of the log.
     *
     * @param total how many match, at most {@value #MOST_READ}
     */
    public record Page(List<AuditEvent> events, int total) {
        public Page {
            events = List.copyOf(events);
        }
    }
}
