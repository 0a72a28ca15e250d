package io.omniroute.management;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.omniroute.admin.AuditAdmin;
import io.omniroute.domain.audit.AuditEvent;

/** Part of the audit log. */
public record AuditView(List<EventView> logs, int total) {
    static AuditView of(AuditAdmin.Found found) {
        return new AuditView(found.events().stream().map(EventView::of).toList(), found.total());
    }

    /** An event. */
    public record EventView(String id, Instant timestamp, String action, String actor, @Nullable String target,
            Map<String, Object> details, @JsonProperty("ip_address") @Nullable String ipAddress,
            @Nullable String requestId, String result) {
        static EventView of(AuditEvent event) {
            return new EventView(id(event), event.timestamp(), event.action(), event.actor(), event.target(),
                    event.details(), event.ipAddress(), event.requestId(), event.result());
        }

        /** The store gives events no number; what an event says tells it from the others. */
        private static String id(AuditEvent event) {
            return UUID.nameUUIDFromBytes(event.toString().getBytes(StandardCharsets.UTF_8)).toString();
        }
    }
}
