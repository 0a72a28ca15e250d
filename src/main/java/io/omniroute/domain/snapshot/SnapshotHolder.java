package io.omniroute.domain.snapshot;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Holds the current snapshot: {@code admin} replaces it after a commit, everybody else only reads. */
public final class SnapshotHolder implements Supplier<Snapshot> {
    private volatile BiConsumer<Snapshot, Snapshot> watcher = (before, after) -> {};
    private volatile Snapshot current = Snapshot.EMPTY;

    @Override
    public Snapshot get() {
        return current;
    }

    /** Then tells who watches. */
    public void replace(Snapshot snapshot) {
        Snapshot before = current;
        current = snapshot;
        watcher.accept(before, snapshot);
    }

    /** @param other told of each replacement, the old snapshot first; one at most */
    public void watch(BiConsumer<Snapshot, Snapshot> other) {
        watcher = other;
    }
}
