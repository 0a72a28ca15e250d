package io.omniroute.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets equal calls that come together share one result: the first leads, the others wait for it; a result worth keeping
 * also serves those that come within a short time after it. Waiting parks the calling thread, no lock is held meanwhile.
 */
public final class SingleFlight<K, V> {
    private final Limits limits;
    private final ToLongFunction<V> size;
    private final LongSupplier nanos;
    private final Map<K, Flight> flights = new HashMap<>();
    /** Landed ones in the order of their end. */
    private final Queue<Flight> kept = new ArrayDeque<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private long keptSize;

    /**
     * What may be kept after its end.
     *
     * @param life how long
     * @param most results
     * @param mostSize of all of them together, in the unit of the size function
     */
    public record Limits(Duration life, int most, long mostSize) {}

    /**
     * Nobody is in flight.
     *
     * @param size what keeping a result takes
     * @param nanos monotonic time
     */
    public SingleFlight(Limits limits, ToLongFunction<V> size, LongSupplier nanos) {
        this.limits = limits;
        this.size = size;
        this.nanos = nanos;
    }

    /** What a call is to do. */
    public sealed interface Boarding<V> permits Lead, Seat, Ready {}

    /** The call is made by its own means; its end has to be told, whatever it is. */
    public interface Leading<V> {
        /** The result for all; {@code keep} = also for those that come a little later. */
        void landed(V result, boolean keep);

        /** There is no result: who waits has to try again. Without effect after {@link #landed}. */
        void failed();

        /**
         * Its own client has left.
         *
         * @param cut ends the call; run as soon as nobody waits for it any more, at once when nobody does
         */
        void abandon(Runnable cut);
    }

    /** This call leads. */
    public record Lead<V>(Leading<V> flight) implements Boarding<V> {}

    /** There is a result already. */
    public record Ready<V>(V result) implements Boarding<V> {}

    /** Another call leads; this one waits for its result. */
    public static final class Seat<V> implements Boarding<V> {
        private final CompletableFuture<Optional<V>> result;
        private final Runnable onLeave;

        private Seat(CompletableFuture<Optional<V>> result, Runnable onLeave) {
            this.result = result;
            this.onLeave = onLeave;
        }

        /**
         * Waits for the result.
         *
         * @return empty when there is none, or after {@link #leave}
         */
        public Optional<V> await() throws InterruptedException {
            try {
                return result.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new CompletionException(e.getCause());
            }
        }

        /** Waits no longer; from any thread, more than one call does no harm. */
        public void leave() {
            if (result.complete(Optional.empty())) {
                onLeave.run();
            }
        }
    }

    /** Boards the flight of this key, or starts it. */
    public synchronized Boarding<V> board(K key) {
        dropOld();
        Flight flight = flights.get(key);
        if (flight == null || flight.doomed()) {
            misses.increment();
            Flight started = new Flight(key);
            flights.put(key, started);
            return new Lead<>(started);
        }
        hits.increment();
        V landed = flight.landed;
        return landed == null ? flight.seat() : new Ready<>(landed);
    }

    /** Calls under way and results kept. */
    public synchronized CacheStats stats() {
        dropOld();
        return new CacheStats(flights.size(), hits.sum(), misses.sum());
    }

    /** Forgets the results; calls under way go on. @return how many there were */
    public synchronized int clear() {
        int count = kept.size();
        kept.forEach(flight -> flights.remove(flight.key, flight));
        kept.clear();
        keptSize = 0;
        return count;
    }

    private void dropOld() {
        long now = nanos.getAsLong();
        for (Flight oldest = kept.peek(); oldest != null && (oldest.until - now <= 0 || kept.size() > limits.most()
                || keptSize > limits.mostSize()); oldest = kept.peek()) {
            kept.remove();
            keptSize -= oldest.size;
            flights.remove(oldest.key, oldest);
        }
    }

    /** One call and who waits for it; guarded by the lock of all flights. */
    private final class Flight implements Leading<V> {
        private final K key;
        private final CompletableFuture<Optional<V>> end = new CompletableFuture<>();
        private @Nullable V landed;
        private @Nullable Runnable cut;
        private int waiting;
        private boolean over;
        private long until;
        private long size;

        Flight(K key) {
            this.key = key;
        }

        /** Its leader was told to stop: nobody may come to rely on it. */
        boolean doomed() {
            return over && landed == null;
        }

        Seat<V> seat() {
            waiting++;
            return new Seat<>(end.copy(), this::seatLeft);
        }

        private void seatLeft() {
            Runnable last = null;
            synchronized (SingleFlight.this) {
                waiting--;
                if (waiting == 0 && !over && cut != null) {
                    last = cut;
                    end();
                }
            }
            if (last != null) {
                last.run();
            }
        }

        @Override
        public void abandon(Runnable stop) {
            synchronized (SingleFlight.this) {
                if (over) {
                    return;
                }
                if (waiting > 0) {
                    cut = stop;
                    return;
                }
                end();
            }
            stop.run();
        }

        @Override
        public void landed(V result, boolean keep) {
            synchronized (SingleFlight.this) {
                if (over) {
                    return;
                }
                end();
                if (keep && !limits.life().isZero()) {
                    flights.put(key, this);
                    landed = result;
                    until = nanos.getAsLong() + limits.life().toNanos();
                    size = SingleFlight.this.size.applyAsLong(result);
                    keptSize += size;
                    kept.add(this);
                    dropOld();
                }
            }
            end.complete(Optional.of(result));
        }

        @Override
        public void failed() {
            synchronized (SingleFlight.this) {
                if (over) {
                    return;
                }
                end();
            }
            end.complete(Optional.empty());
        }

        private void end() {
            over = true;
            flights.remove(key, this);
        }
    }
}
