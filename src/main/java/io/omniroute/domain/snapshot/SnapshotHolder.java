package io.omniroute.domain.snapshot;

import java.util.function.Supplier;

/** Holds the current snapshot: {@code admin} replaces it after a commit, everybody else only reads. */
public final class SnapshotHolder implements Supplier<Snapshot> {
    private volatile Snapshot current = Snapshot.EMPTY;

    @Override
    public Snapshot get() {
        return current;
    }

    public void replace(Snapshot snapshot) {
        current = snapshot;
    }
}
