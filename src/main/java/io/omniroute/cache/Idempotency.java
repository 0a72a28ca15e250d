package io.omniroute.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats of a request under the same key get the first one's answer, while it runs and for {@link #WINDOW} after its
 * end (40 section 11). In memory; the oldest answers make room.
 */
public final class Idempotency {
    /** From the end of the first request. */
    public static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int SERVER_ERROR = 500;

    private final Room room;
    private final LongSupplier nanos;
    private final Map<Key, Entry> entries = new HashMap<>();
    /** Ended ones in the order of their end. */
    private final Queue<Entry> ended = new ArrayDeque<>();
    private long bytes;

    /** How much may be kept: answers, bytes of one, bytes of all. */
    public record Room(int most, int mostBytes, long mostBytesTogether) {
        public static final Room DEFAULT = new Room(10_000, 1 << 20, 64L << 20);
    }

    /** @param nanos monotonic time */
    public Idempotency(Room room, LongSupplier nanos) {
        this.room = room;
        this.nanos = nanos;
    }

    /**
     * The name a client gave its request.
     *
     * @param scope API key and path: nobody meets the requests of others
     * @param strict given as {@code Idempotency-Key}: another body under it is a mistake. Otherwise it is a request id
     */
    public record Key(String scope, String value, boolean strict) {}

    /** What becomes of a request. */
    public sealed interface Entrance {
        /** The first of its key: its end has to be told. */
        record First(Claim claim) implements Entrance {}

        /** The answer was given before. */
        record Replay(Told answer) implements Entrance {}

        /** The first one runs. */
        record Wait(Waiting first) implements Entrance {}

        /** The key was used for another body. */
        record Reused() implements Entrance {}

        /** The first one runs and streams: what it says cannot be said again. */
        record Running() implements Entrance {}

        /** Served like any other, and not remembered. */
        record Unremembered() implements Entrance {}
    }

    /** The way to tell the end of a first request. */
    public interface Claim {
        /** What its client was told, complete; server errors and large answers are not kept for later. */
        void answered(Told answer);

        /** Nothing that could be repeated. Without effect after {@link #answered}. */
        void forgotten();
    }

    /** A request that waits for the first of its key. */
    public static final class Waiting {
        private final CompletableFuture<Optional<Told>> answer;

        private Waiting(CompletableFuture<Optional<Told>> answer) {
            this.answer = answer;
        }

        /** @return empty when there is none: the request enters again; also after {@link #leave} */
        public Optional<Told> await() throws InterruptedException {
            try {
                return answer.get();
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            }
        }

        /** Waits no longer; from any thread. */
        public void leave() {
            answer.complete(Optional.empty());
        }
    }

    /**
     * A request comes in.
     *
     * @param bodyHash of its bytes
     */
    public synchronized Entrance enter(Key key, String bodyHash, boolean streaming) {
        dropOld();
        Entry known = entries.get(key);
        if (known != null) {
            return known.meet(bodyHash);
        }
        if (streaming && !key.strict()) {
            return new Entrance.Unremembered();
        }
        var entry = new Entry(key, bodyHash, streaming);
        entries.put(key, entry);
        return new Entrance.First(entry);
    }

    /** Keys that are known now. */
    public synchronized int activeKeys() {
        dropOld();
        return entries.size();
    }

    /** Forgets the answers; requests under way stay known. @return how many there were */
    public synchronized int clear() {
        int count = ended.size();
        ended.forEach(entry -> entries.remove(entry.key, entry));
        ended.clear();
        bytes = 0;
        return count;
    }

    private void dropOld() {
        long now = nanos.getAsLong();
        for (Entry oldest = ended.peek(); oldest != null && (oldest.until - now <= 0 || ended.size() > room.most()
                || bytes > room.mostBytesTogether()); oldest = ended.peek()) {
            ended.remove();
            bytes -= oldest.size();
            entries.remove(oldest.key, oldest);
        }
    }

    /** One key; guarded by the lock of all. */
    private final class Entry implements Claim {
        private final Key key;
        private final String bodyHash;
        private final boolean streaming;
        private final CompletableFuture<Optional<Told>> end = new CompletableFuture<>();
        private @Nullable Told answer;
        private boolean over;
        private long until;

        Entry(Key key, String bodyHash, boolean streaming) {
            this.key = key;
            this.bodyHash = bodyHash;
            this.streaming = streaming;
        }

        Entrance meet(String otherHash) {
            if (!bodyHash.equals(otherHash)) {
                return key.strict() ? new Entrance.Reused() : new Entrance.Unremembered();
            }
            Told known = answer;
            if (known != null) {
                return new Entrance.Replay(known);
            }
            return streaming ? new Entrance.Running() : new Entrance.Wait(new Waiting(end.copy()));
        }

        int size() {
            Told known = answer;
            return known == null ? 0 : known.body().length;
        }

        @Override
        public void answered(Told told) {
            synchronized (Idempotency.this) {
                if (over) {
                    return;
                }
                over = true;
                if (streaming || told.status() >= SERVER_ERROR || told.body().length > room.mostBytes()) {
                    entries.remove(key, this);
                } else {
                    answer = told;
                    until = nanos.getAsLong() + WINDOW.toNanos();
                    bytes += told.body().length;
                    ended.add(this);
                    dropOld();
                }
            }
            end.complete(Optional.of(told));
        }

        @Override
        public void forgotten() {
            synchronized (Idempotency.this) {
                if (over) {
                    return;
                }
                over = true;
                entries.remove(key, this);
            }
            end.complete(Optional.empty());
        }
    }
}
