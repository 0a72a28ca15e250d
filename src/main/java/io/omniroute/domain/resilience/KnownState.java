package io.omniroute.domain.resilience;

import java.util.List;

/** Parts of the state: what changed, or all there is. */
public record KnownState(List<AccountState> accounts, List<LockState> locks, List<CircuitState> circuits) {
    public static final KnownState NONE = new KnownState(List.of(), List.of(), List.of());
    public KnownState {
        accounts = List.copyOf(accounts);
        locks = List.copyOf(locks);
        circuits = List.copyOf(circuits);
    }

    public boolean isEmpty() {
        return accounts.isEmpty() && locks.isEmpty() && circuits.isEmpty();
    }
}
