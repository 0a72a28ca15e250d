package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.policy.IpFilter;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.policy.AddressRules;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The operator's IP filter at the doors; made ready anew only when the operator changed it. */
public final class AddressGate {
    private final Supplier<Snapshot> snapshots;
    private final boolean includesManagement;
    private final Clock clock;
    private volatile AddressRules rules = AddressRules.of(IpFilter.OFF);

    /** @param includesManagement the management API and the console are filtered, too */
    public AddressGate(Supplier<Snapshot> snapshots, boolean includesManagement, Clock clock) {
        this.snapshots = snapshots;
        this.includesManagement = includesManagement;
        this.clock = clock;
    }

    /** @return 403 {@code ip_blocked} for an address that may not call */
    public Optional<Failure.Refused> refusal(String address) {
        return rules().refusal(address, clock.instant());
    }

    /** Whether the address stands on the whitelist and is therefore never locked out. */
    public boolean whitelisted(String address) {
        return rules().whitelisted(address);
    }

    public boolean includesManagement() {
        return includesManagement;
    }

    private AddressRules rules() {
        IpFilter filter = snapshots.get().settings().ipFilter();
        AddressRules known = rules;
        if (!known.areOf(filter)) {
            known = AddressRules.of(filter);
            rules = known;
        }
        return known;
    }
}
