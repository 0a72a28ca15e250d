package io.omniroute.domain.log;

import java.time.Instant;

/** Where what is kept for a while can be cleared out. */
public interface Attic {
    /**
     * Removes a part of what is older than a moment, so small that nobody waits for it.
     *
     * @return how much it removed; 0 = nothing is left to remove
     */
    int clear(Kept kept, Instant before);
}
