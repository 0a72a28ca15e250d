package io.omniroute.domain.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done.
 *
 * @param action for example {@code provider.create}
 * @param actor {@code admin}, {@code key:<id>}, {@code local} or {@code system}
 * @param details names and non-secret values only
 * @param result {@code ok} or {@code refused}
 */
public record AuditEvent(Instant timestamp, String action, String actor, @Nullable String target,
        Map<String, Object> details, @Nullable String ipAddress, @Nullable String requestId, String result) {
    public AuditEvent {
        details = Map.copyOf(details);
    }
}
