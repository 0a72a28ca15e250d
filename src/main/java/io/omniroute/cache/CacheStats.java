package io.omniroute.cache;

/**
 * How often asking was worth it.
 *
 * @param entries now in memory
 */
public record CacheStats(int entries, long hits, long misses) {
    /** Of all questions the part that was answered, 0 to 1; 0 before the first. */
    public double hitRate() {
        long asked = hits + misses;
        return asked == 0 ? 0 : (double) hits / asked;
    }
}
