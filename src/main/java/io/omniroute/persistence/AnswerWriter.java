package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.cache.AnswerSink;
import io.omniroute.domain.cache.AnswerStore;
import io.omniroute.domain.cache.KeptAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers of the response cache behind the request path, once a second, and drops expired ones every hour. What
 * the database does not take is left out: the cache is a convenience, nobody waits for it.
 */
public final class AnswerWriter implements AnswerSink, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AnswerWriter.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final int MOST = 1_000;
    private static final long MOST_CHARACTERS = 16L << 20;

    private final AnswerStore store;
    private final Clock clock;
    private final Complaint complaint = new Complaint(LOG, Duration.ofMinutes(1));
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    /** Held while a batch is written; never by a request. */
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, KeptAnswer> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> reused = new HashMap<>();
    private long characters;

    public AnswerWriter(AnswerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Starts the writing thread.
     *
     * @param first done there once, before anything is written: what fills the memory of the cache
     */
    public void start(Runnable first) {
        thread = Thread.ofPlatform().daemon().name("omniroute-answers").start(() -> write(first));
    }

    @Override
    public void keep(KeptAnswer answer) {
        synchronized (waiting) {
            int length = answer.reply().length();
            if (waiting.size() < MOST && characters + length <= MOST_CHARACTERS) {
                KeptAnswer former = waiting.put(answer.signature(), answer);
                characters += length - (former == null ? 0 : former.reply().length());
            }
        }
    }

    @Override
    public void reused(String signature) {
        synchronized (waiting) {
            if (reused.size() < MOST || reused.containsKey(signature)) {
                reused.merge(signature, 1, Integer::sum);
            }
        }
    }

    @Override
    public void forget() {
        writing.lock();
        try {
            take();
        } finally {
            writing.unlock();
        }
    }

    /** Writes what waits and stops. */
    @Override
    public void close() {
        closing.countDown();
        Thread writer = thread;
        if (writer == null) {
            return;
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Batch(List<KeptAnswer> answers, Map<String, Integer> reused) {}

    private Batch take() {
        synchronized (waiting) {
            var batch = new Batch(new ArrayList<>(waiting.values()), Map.copyOf(reused));
            waiting.clear();
            reused.clear();
            characters = 0;
            return batch;
        }
    }

    private void write(Runnable first) {
        tried(first);
        long cleaned = System.nanoTime() - CLEANING.toNanos();
        boolean over = false;
        while (!over) {
            over = closed();
            flush();
            if (System.nanoTime() - cleaned >= CLEANING.toNanos()) {
                cleaned = System.nanoTime();
                tried(() -> store.dropExpired(clock.instant()));
            }
        }
    }

    private boolean closed() {
        try {
            return closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // the way a container says stop
        }
    }

    private void flush() {
        writing.lock();
        try {
            Batch batch = take();
            if (!batch.answers().isEmpty()) {
                tried(() -> store.keep(batch.answers()));
            }
            if (!batch.reused().isEmpty()) {
                tried(() -> store.reused(batch.reused()));
            }
        } finally {
            writing.unlock();
        }
    }

    private void tried(Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            complaint.say("the response cache is not written: " + e.getMessage());
        }
    }
}
