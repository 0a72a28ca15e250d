package io.omniroute.journal;

import io.omniroute.domain.log.LoggedRequest;
import io.omniroute.domain.log.RequestLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder per request behind the request path (40 section 18): callers only put into a bounded queue, one thread
 * makes the stages and writes them. What finds no room or cannot be written is counted and lost.
 */
public final class FileRequestLog implements RequestLog, AutoCloseable {
    /** Below the data directory. */
    public static final String DIRECTORY = "logs";
    private static final Logger LOG = System.getLogger(FileRequestLog.class.getName());

    /**
     * @param waiting requests that may wait
     * @param mostBytes of all folders together
     * @param mostOfStage bytes of one file
     * @param patience how long {@link #close()} goes on writing what waits
     */
    record Limits(int waiting, long mostBytes, int mostOfStage, Duration patience) {
        static final Limits DEFAULT = new Limits(256, 1L << 30, (16 << 20) + 1024, Duration.ofSeconds(5));
    }

    private static final long IDLE_MS = 500;

    private final FolderNames names;
    private final Folders folders;
    private final Limits limits;
    private final BlockingQueue<LoggedRequest> queue;
    private final LongAdder lost = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private long reported;
    private long complainedAt = System.nanoTime() - Duration.ofHours(1).toNanos();

    /** Starts the writing thread. */
    public FileRequestLog(Path dataDirectory) {
        this(dataDirectory, ZoneId.systemDefault(), Limits.DEFAULT);
    }

    FileRequestLog(Path dataDirectory, ZoneId zone, Limits limits) {
        this.names = new FolderNames(zone);
        this.folders = new Folders(dataDirectory.resolve(DIRECTORY), limits.mostBytes(), limits.mostOfStage());
        this.limits = limits;
        this.queue = new ArrayBlockingQueue<>(limits.waiting());
        this.thread = Thread.ofPlatform().daemon().name("omniroute-request-log").start(this::run);
    }

    @Override
    public void add(LoggedRequest request) {
        if (closing.getCount() == 0 || !queue.offer(request)) {
            lost.increment();
            request.close();
        }
    }

    /** How many requests were not written, whatever the reason. */
    public long lost() {
        return lost.sum();
    }

    /** Writes what waits, at most for a few seconds, then stops. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            LoggedRequest request = next();
            if (request != null) {
                write(request);
            }
            if (lost.sum() > reported) {
                complain("the request log has lost " + lost.sum() + " requests since the start");
            }
        }
        long end = System.nanoTime() + limits.patience().toNanos();
        for (LoggedRequest request = queue.poll(); request != null; request = queue.poll()) {
            if (System.nanoTime() - end < 0) {
                write(request);
            } else {
                lost.increment();
                request.close();
            }
        }
        if (lost.sum() > 0) {
            LOG.log(Level.WARNING, "the request log has lost " + lost.sum() + " requests since the start");
        }
    }

    private @Nullable LoggedRequest next() {
        try {
            return queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            return null;
        }
    }

    private void write(LoggedRequest request) {
        try (request) {
            folders.write(names.of(request), request.stages());
        } catch (IOException e) {
            lost.increment();
            complain("the request log cannot be written: " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) { // the thread must not end with one request
            lost.increment();
            complain("a request could not be logged: " + e.getClass().getSimpleName());
        }
    }

    /** At most once a minute. */
    private void complain(String sentence) {
        if (System.nanoTime() - complainedAt > Duration.ofMinutes(1).toNanos()) {
            complainedAt = System.nanoTime();
            reported = lost.sum();
            LOG.log(Level.WARNING, sentence);
        }
    }
}
