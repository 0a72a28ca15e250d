package io.omniroute.persistence;

import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.budget.CostSink;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.domain.usage.UsageSink;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Books finished requests and costs of attempts behind the request path: callers only put into a bounded queue, one thread commits what has
 * gathered. While the database is away entries wait and are tried again; what no longer fits is counted and lost.
 */
public final class UsageWriter implements UsageSink, CostSink, AutoCloseable {
    /** What SQLite says of values it never takes. */
    private static final Set<Integer> SQLITE_FAULTS = Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code, SQLiteErrorCode.SQLITE_MISMATCH.code);

    /** Where entries are kept; a seam for tests. */
    @FunctionalInterface
    interface Ledger {
        /** Keeps all or none. */
        void book(List<BookLine> lines) throws SQLException;
    }

    /**
     * @param capacity events that may wait
     * @param linger how long entries gather before a commit
     * @param retry pause after a failed commit
     * @param patience how long {@link #close()} goes on trying
     */
    record Limits(int capacity, Duration linger, Duration retry, Duration patience) {
        static final Limits DEFAULT = new Limits(50_000, Duration.ofMillis(100), Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    private sealed interface Event {
        record Pending(Instant time, String model, String provider, String account) implements Event {}

        record Finished(UsageEntry entry) implements Event {}

        record Charged(CostEntry entry) implements Event {}

        record Noted(UsageEntry entry) implements Event {}

        /** Ends a wait early. */
        record Wake() implements Event {}
    }

    private static final System.Logger LOG = System.getLogger(UsageWriter.class.getName());
    private static final int BATCH = 2_000;
    private static final Duration LOG_PAUSE = Duration.ofMillis(300);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final RequestLog log;
    private final Limits limits;
    private final Clock clock;
    private final BlockingQueue<Event> queue;
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private long logSavedAt = System.nanoTime();
    private final Complaint lossComplaint = new Complaint(LOG, Duration.ofMinutes(1));
    private final Complaint ledgerComplaint = new Complaint(LOG, Duration.ofMinutes(1));
    private final Complaint logComplaint = new Complaint(LOG, Duration.ofMinutes(1));
    /** Taken from the queue but not yet booked; only the writing thread touches it. */
    private final List<BookLine> unbooked = new ArrayList<>();

    /** Starts the writing thread; {@code dataDir} is where {@code log.txt} is. */
    public UsageWriter(Database database, Path dataDir) {
        this(new UsageTable(database.writes()),
                new RequestLog(DataDirectory.requestLog(dataDir), ZoneId.systemDefault()), Limits.DEFAULT,
                Clock.systemUTC());
    }

    UsageWriter(Ledger ledger, RequestLog log, Limits limits, Clock clock) {
        this.ledger = ledger;
        this.log = log;
        this.limits = limits;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(limits.capacity());
        this.thread = Thread.ofPlatform().daemon().name("omniroute-usage").start(this::write);
    }

    @Override
    public void add(UsageEntry entry) {
        offer(new Event.Finished(entry));
    }

    @Override
    public void add(CostEntry entry) {
        offer(new Event.Charged(entry));
    }

    @Override
    public void note(UsageEntry entry) {
        offer(new Event.Noted(entry));
    }

    @Override
    public void pending(String model, String provider, String account) {
        offer(new Event.Pending(clock.instant(), model, provider, account));
    }

    /** Books all that waits, then stops; gives up after a while when the database stays away, and says what was lost. */
    @Override
    public void close() {
        closing.countDown();
        queue.offer(new Event.Wake());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(Event event) {
        if (!queue.offer(event)) {
            dropped.increment();
        }
    }

    private void write() {
        loadLog();
        while (closing.getCount() > 0) {
            gather();
            boolean booked = book();
            saveLogNowAndThen();
            reportLoss();
            if (!booked) {
                await(limits.retry());
            }
        }
        finish();
    }

    private void finish() {
        long deadline = System.nanoTime() + limits.patience().toNanos();
        drain();
        while (!unbooked.isEmpty() || !queue.isEmpty()) {
            if (book()) {
                drain();
            } else if (System.nanoTime() - deadline > 0) {
                LOG.log(System.Logger.Level.ERROR, "usage of " + (unbooked.size() + queue.size())
                        + " events is lost: the database did not come back before the stop");
                break;
            } else {
                pause();
            }
        }
        saveLog();
        reportLoss();
    }

    /** Waits for a first event, lets others gather, takes them. With a full batch in hand nothing more is taken. */
    private void gather() {
        if (unbooked.isEmpty()) {
            receive(poll());
            if (queue.size() < BATCH) {
                await(limits.linger());
            }
        }
        drain();
    }

    private void drain() {
        var events = new ArrayList<Event>();
        queue.drainTo(events, Math.max(0, BATCH - unbooked.size()));
        events.forEach(this::receive);
    }

    private void receive(Event event) {
        switch (event) {
            case Event.Pending line -> log.pending(line.time(), line.model(), line.provider(), line.account());
            case Event.Finished line -> {
                log.finished(line.entry());
                unbooked.add(new BookLine.Usage(line.entry()));
            }
            case Event.Charged line -> unbooked.add(new BookLine.Cost(line.entry()));
            case Event.Noted line -> log.finished(line.entry());
            case Event.Wake wake -> {
                // only here to end the wait
            }
        }
    }

    private boolean book() {
        if (unbooked.isEmpty()) {
            return true;
        }
        try {
            ledger.book(List.copyOf(unbooked));
            unbooked.clear();
            return true;
        } catch (SQLException | RuntimeException e) {
            return faultOfEntry(e) ? bookOneByOne() : wait(e);
        }
    }

    /** One entry the database never takes must not hold up the others. */
    private boolean bookOneByOne() {
        for (var rest = unbooked.iterator(); rest.hasNext(); rest.remove()) {
            BookLine entry = rest.next();
            try {
                ledger.book(List.of(entry));
            } catch (SQLException | RuntimeException e) {
                if (!faultOfEntry(e)) {
                    return wait(e);
                }
                LOG.log(System.Logger.Level.WARNING,
                        entry.name() + " cannot be booked and is left out: " + e.getMessage());
            }
        }
        return true;
    }

    private boolean wait(Exception e) {
        ledgerComplaint.say(
                "usage of " + (unbooked.size() + queue.size()) + " events waits for the database: " + e.getMessage());
        return false;
    }

    /** SQL states 22 (data) and 23 (constraint) judge the values, all others the database; SQLite has codes instead. */
    private static boolean faultOfEntry(Exception e) {
        if (e instanceof SQLiteException sqlite) {
            return SQLITE_FAULTS.contains(sqlite.getResultCode().code & 0xff);
        }
        String state = e instanceof SQLException sql ? sql.getSQLState() : "22";
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private void reportLoss() {
        long lost = dropped.sum();
        if (lost > 0 && lossComplaint.say("usage of " + lost + " events was lost since the last report: queue full")) {
            dropped.add(-lost);
        }
    }

    private void loadLog() {
        try {
            log.load();
        } catch (IOException e) {
            logComplaint.say("log.txt cannot be read: " + e.getMessage());
        }
    }

    private void saveLogNowAndThen() {
        if (System.nanoTime() - logSavedAt >= LOG_PAUSE.toNanos()) {
            saveLog();
        }
    }

    private void saveLog() {
        logSavedAt = System.nanoTime();
        try {
            log.save();
        } catch (IOException e) {
            logComplaint.say("log.txt cannot be written: " + e.getMessage());
        }
    }

    /** Returns in time for the lines that wait for {@code log.txt}. */
    private Event poll() {
        Duration wait = log.changed() ? LOG_PAUSE : IDLE;
        try {
            Event event = queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            return event == null ? new Event.Wake() : event;
        } catch (InterruptedException e) {
            closing.countDown();
            return new Event.Wake();
        }
    }

    private void await(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** An interrupt means stop, and stopping is what goes on here: the flag stays down, or the last commit would fail. */
    private void pause() {
        try {
            Thread.sleep(limits.retry());
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "interrupted while booking the last usage");
        }
    }
}
