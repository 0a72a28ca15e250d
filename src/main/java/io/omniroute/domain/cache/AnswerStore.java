package io.omniroute.domain.cache;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps answers over a restart. Every call may block: none of them belongs on the way of a request. */
public interface AnswerStore {
    /** Those that are still valid, newest first; what cannot be opened any more is left out. */
    List<KeptAnswer> newest(int most, Instant now);

    /** Replaces those of the same signature; all or none. */
    void keep(Collection<KeptAnswer> answers);

    /** Adds to the numbers of reuses, by signature. */
    void reused(Map<String, Integer> times);

    /** @return how many were removed */
    int dropExpired(Instant now);

    /** @return how many were removed */
    int clear();

    /** How many are there, expired ones included until they are dropped. */
    long count();
}
