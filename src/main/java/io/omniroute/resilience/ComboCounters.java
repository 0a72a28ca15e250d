package io.omniroute.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What combos did: the turn of round-robin, and the requests of the last hour for least-used (40 section 3). */
public final class ComboCounters {
    private static final int SLICES = 60;
    private static final long SLICE = TimeUnit.MINUTES.toNanos(1);
    private final Timepiece time;
    private final long start;
    private final Map<String, AtomicLong> turns = new ConcurrentHashMap<>();
    private final Map<Entry, Hour> hours = new ConcurrentHashMap<>();

    public ComboCounters(Timepiece time) {
        this.time = time;
        this.start = time.now();
    }

    private record Entry(String combo, String entry) {}

    /** Requests the combo had before this one; counts this one. */
    public long nextTurn(String combo) {
        return turns.computeIfAbsent(combo, name -> new AtomicLong()).getAndIncrement();
    }

    /** As {@link #nextTurn} without counting. */
    public long turn(String combo) {
        AtomicLong turn = turns.get(combo);
        return turn == null ? 0 : turn.get();
    }

    /** Notes that the combo sent a request to the entry. */
    public void sent(String combo, String entry) {
        hours.computeIfAbsent(new Entry(combo, entry), key -> new Hour()).add(slice());
    }

    /** What the combo sent to the entry in the last 60 minutes, to a minute. */
    public long lastHour(String combo, String entry) {
        Hour hour = hours.get(new Entry(combo, entry));
        return hour == null ? 0 : hour.sum(slice());
    }

    /** Forgets a combo that is no more. */
    public void forget(String combo) {
        turns.remove(combo);
        hours.keySet().removeIf(entry -> entry.combo().equals(combo));
    }

    private long slice() {
        return (time.now() - start) / SLICE;
    }

    /** A ring of minutes. */
    private static final class Hour {
        private final long[] counts = new long[SLICES];
        private final long[] slices = new long[SLICES];

        synchronized void add(long slice) {
            int place = (int) (slice % SLICES);
            if (slices[place] != slice) {
                slices[place] = slice;
                counts[place] = 0;
            }
            counts[place]++;
        }

        synchronized long sum(long slice) {
            long sum = 0;
            for (int i = 0; i < SLICES; i++) {
                sum += slice - slices[i] < SLICES ? counts[i] : 0;
            }
            return sum;
        }
    }
}
