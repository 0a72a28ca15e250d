package io.omniroute.usage;

import java.util.stream.LongStream;

/** Nearest-rank quantiles of durations in nanoseconds; all 0 without samples. */
public record Quantiles(int count, long p50, long p95, long p99) {
    /** Of these values, in any order. */
    public static Quantiles of(LongStream values) {
        long[] sorted = values.sorted().toArray();
        return new Quantiles(sorted.length, at(sorted, 50), at(sorted, 95), at(sorted, 99));
    }

    /** The smallest value that at least {@code percent} of all values do not exceed. */
    private static long at(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }
}
