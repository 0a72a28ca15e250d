package io.omniroute.persistence;

import io.omniroute.domain.audit.AuditEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One audit event; never changed once written. */
@Entity
@Immutable
@Table(name = "audit_log")
@NamedQuery(name = "AuditRow.newest", query = "select a from AuditRow a order by a.timestamp desc, a.id desc")
class AuditRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;
    @Convert(converter = IsoTime.class)
    Instant timestamp = Instant.EPOCH;
    String action = "";
    String actor = "";
    @Nullable
    String target;
    @Nullable
    String details;
    @Nullable
    @Column(name = "ip_address")
    String ipAddress;
    @Nullable
    @Column(name = "request_id")
    String requestId;
    @Nullable
    String result;

    static AuditRow of(AuditEvent event) {
        var row = new AuditRow();
        row.timestamp = event.timestamp();
        row.action = event.action();
        row.actor = event.actor();
        row.target = event.target();
        row.details = JsonText.of(event.details());
        row.ipAddress = event.ipAddress();
        row.requestId = event.requestId();
        row.result = event.result();
        return row;
    }

    AuditEvent toDomain() {
        return new AuditEvent(timestamp, action, actor, target, known(JsonText.map(details)), ipAddress, requestId,
                result == null ? "ok" : result);
    }

    /** Imported rows hold nulls, which the domain has no use for. */
    private static Map<String, Object> known(Map<String, @Nullable Object> members) {
        var known = new HashMap<String, Object>();
        members.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return known;
    }
}
