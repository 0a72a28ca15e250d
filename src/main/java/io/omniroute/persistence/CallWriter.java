package io.omniroute.persistence;

import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.log.CallSink;
import io.omniroute.domain.settings.LogSettings;
import io.omniroute.domain.settings.LogSettings.Payloads;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the call log behind the request path: callers only put into a bounded queue, one thread writes what has
 * gathered. Under overload bodies are dropped first, then entries; a batch the database does not take is dropped, too,
 * because nothing is owed to this log, unlike to usage.
 */
public final class CallWriter implements CallSink, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CallWriter.class.getName());
    private static final int CAPACITY = 10_000;
    private static final long BODY_BYTES = 32L << 20;
    private static final int BATCH = 500;
    private static final int TRIM_AFTER = 1_000;
    private static final Duration LINGER = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CallTable table;
    private final CallFiles files;
    private final Supplier<LogSettings> settings;
    private final TimeIds ids;
    private final BlockingQueue<CallEntry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final LongAdder lostBodies = new LongAdder();
    private final LongAdder lostEntries = new LongAdder();
    private final Complaint lossComplaint = new Complaint(LOG, Duration.ofMinutes(1));
    private final Complaint failure = new Complaint(LOG, Duration.ofMinutes(1));
    private final Thread thread;
    private volatile boolean closing;
    private int written = TRIM_AFTER;

    /**
     * Starts the writing thread.
     *
     * @param dataDir where whole bodies are kept if they are
     * @param mostRows older rows are removed
     */
    public CallWriter(Database database, Path dataDir, long mostRows, Supplier<LogSettings> settings,
            RandomGenerator random) {
        this.table = new CallTable(database.writes(), mostRows);
        this.files = new CallFiles(dataDir);
        this.settings = settings;
        this.ids = new TimeIds(random);
        this.thread = Thread.ofPlatform().daemon().name("omniroute-calls").start(this::write);
    }

    @Override
    public void add(CallEntry entry) {
        CallEntry kept = settings.get().payloads() == Payloads.NONE ? entry.withoutBodies() : entry;
        long size = kept.bodies().size();
        if (size > 0 && waitingBytes.addAndGet(size) > BODY_BYTES) {
            waitingBytes.addAndGet(-size);
            lostBodies.increment();
            kept = entry.withoutBodies();
            size = 0;
        }
        if (!queue.offer(kept)) {
            waitingBytes.addAndGet(-size);
            lostEntries.increment();
        }
    }

    /** Writes what waits, then stops. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        while (!closing || !queue.isEmpty()) {
            List<CallEntry> batch = gather();
            if (!batch.isEmpty()) {
                write(batch);
            }
            complain();
        }
    }

    private List<CallEntry> gather() {
        var batch = new ArrayList<CallEntry>();
        try {
            CallEntry first = queue.poll(LINGER.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
            }
        } catch (InterruptedException e) {
            closing = true;
        }
        return batch;
    }

    private void write(List<CallEntry> batch) {
        try {
            table.write(batch.stream().map(this::row).toList());
            written += batch.size();
            if (written >= TRIM_AFTER) {
                table.trim();
                written = 0;
            }
        } catch (SQLException | RuntimeException e) {
            lostEntries.add(batch.size());
            failure.say("the call log cannot be written: " + e.getMessage());
        } finally {
            waitingBytes.addAndGet(-batch.stream().mapToLong(entry -> entry.bodies().size()).sum());
        }
    }

    private CallTable.Row row(CallEntry entry) {
        String id = ids.next(entry.timestamp());
        String request = CallBodies.text(entry.bodies().request());
        String response = CallBodies.text(entry.bodies().response());
        boolean cut = CallBodies.tooLong(request) || CallBodies.tooLong(response);
        String artifact = cut && settings.get().payloads() == Payloads.FULL
                ? file(id, entry, new CallFiles.Bodies(request, response))
                : null;
        return new CallTable.Row(id, entry, CallBodies.column(request), CallBodies.column(response), artifact);
    }

    private @Nullable String file(String id, CallEntry entry, CallFiles.Bodies bodies) {
        try {
            return files.write(id, entry.timestamp(), bodies);
        } catch (IOException e) {
            failure.say("the bodies of a call cannot be written: " + e.getMessage());
            return null;
        }
    }

    private void complain() {
        long bodies = lostBodies.sum();
        long entries = lostEntries.sum();
        if (bodies + entries > 0 && lossComplaint.say("call log: " + entries + " entries and the bodies of " + bodies
                + " others were dropped since the last report")) {
            lostBodies.add(-bodies);
            lostEntries.add(-entries);
        }
    }
}
