package io.omniroute.admin;

import io.omniroute.cache.CacheStats;
import io.omniroute.cache.Caches;
import io.omniroute.cache.Idempotency;
import io.omniroute.domain.StoreException;
import io.omniroute.domain.cache.AnswerStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;

/** What the gateway remembers of answers, and how to make it forget (20 section 15). */
public final class CacheAdmin {
    private static final Logger LOG = System.getLogger(CacheAdmin.class.getName());
    private final Caches caches;
    private final AnswerStore store;
    private final ChangeDesk desk;

    public CacheAdmin(Caches caches, AnswerStore store, ChangeDesk desk) {
        this.caches = caches;
        this.store = store;
        this.desk = desk;
    }

    /**
     * How the caches fare.
     *
     * @param answers of the response cache in memory
     * @param kept rows of it in the database; -1 while that does not answer
     * @param tokensSaved by reused answers since the start
     * @param flights requests that share one call, and their results of the last moments
     * @param repeats keys of the idempotency window, which lasts {@code window} from an answer on
     */
    public record Overview(Hits answers, int capacity, long kept, long tokensSaved, Hits flights, int repeats,
            Duration window) {}

    /** @param rate 0 to 1, hits among all questions */
    public record Hits(int entries, long hits, long misses, double rate) {
        static Hits of(CacheStats stats) {
            return new Hits(stats.entries(), stats.hits(), stats.misses(), stats.hitRate());
        }
    }

    public Overview overview() {
        return new Overview(Hits.of(caches.answers().stats()), caches.answers().capacity(), kept(),
                caches.answers().tokensSaved(), Hits.of(caches.flights().stats()), caches.repeats().activeKeys(),
                Idempotency.WINDOW);
    }

    private long kept() {
        try {
            return store.count();
        } catch (StoreException e) {
            LOG.log(Level.DEBUG, "cached answers cannot be counted: {0}", e.getMessage());
            return -1;
        }
    }

    /** Forgets every answer; requests under way are not touched. @return how many were remembered */
    public int clear(Caller caller) {
        int inMemory = caches.answers().clear();
        int shared = caches.flights().clear() + caches.repeats().clear();
        return desk.carryOut(caller, () -> {
            int kept = store.clear();
            int cleared = Math.max(inMemory, kept) + shared;
            return new ChangeDesk.Done<>(cleared, "cache.clear", "cache", Map.of("cleared", cleared));
        });
    }
}
