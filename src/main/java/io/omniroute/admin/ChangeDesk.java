package io.omniroute.admin;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.omniroute.audit.AuditTrail;
import io.omniroute.domain.Transactions;
import io.omniroute.domain.audit.AuditEvent;

/** The order of every change: write in a transaction, after the commit rebuild the snapshot, then record who did it. */
public final class ChangeDesk {
    private final Transactions transactions;
    private final SnapshotLoader snapshots;
    private final AuditTrail audit;
    private final Clock clock;

    public ChangeDesk(Transactions transactions, SnapshotLoader snapshots, AuditTrail audit, Clock clock) {
        this.transactions = transactions;
        this.snapshots = snapshots;
        this.audit = audit;
        this.clock = clock;
    }

    /** Carries a change out; the work says what it did and may refuse by exception, which undoes it. */
    <T> T carryOut(Caller caller, Supplier<Done<T>> work) {
        Done<T> done = transactions.call(work);
        snapshots.reload();
        note(caller, done.action(), done.target(), done.details());
        return done.value();
    }

    Instant now() {
        return clock.instant();
    }

    /** Records something that happened without a change of the configuration. */
    void note(Caller caller, String action, @Nullable String target, Map<String, Object> details) {
        record(caller, action, target, details, "ok");
    }

    void noteRefused(Caller caller, String action, @Nullable String target, Map<String, Object> details) {
        record(caller, action, target, details, "refused");
    }

    /** @throws RefusedException when the gateway may not call this address; that is recorded */
    void allowUrl(Caller caller, UrlRule rule, String url) {
        Optional<String> refusal = rule.refusal(url);
        if (refusal.isPresent()) {
            noteRefused(caller, "security.url_blocked", null, Map.of("reason", refusal.get()));
            throw new RefusedException(
                    Refusal.of(Refusal.Kind.URL_BLOCKED, "url_guard_blocked", "URL not allowed: " + refusal.get()));
        }
    }

    private void record(Caller caller, String action, @Nullable String target, Map<String, Object> details,
            String result) {
        audit.record(new AuditEvent(now(), action, caller.actor(), target, details, caller.ipAddress(),
                caller.requestId(), result));
    }

    /**
     * What a change did.
     *
     * @param action audit action, for example {@code node.create}
     * @param details names and values that are no secret
     */
    record Done<T>(T value, String action, String target, Map<String, Object> details) {}
}
