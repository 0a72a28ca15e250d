package io.omniroute.upstream.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The resolver of the system, with a time limit. It works on platform threads of its own, because a look-up is native
 * code that would hold the carrier of a virtual thread: a name server that hangs would stop everybody else.
 */
public final class SystemNames implements NameResolution, AutoCloseable {
    private static final int MOST_THREADS = 32;
    private static final long KEEP_THREAD_SECONDS = 30;

    private final ExecutorService threads = new ThreadPoolExecutor(0, MOST_THREADS, KEEP_THREAD_SECONDS,
            TimeUnit.SECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("upstream-names-", 0).factory());
    private final Duration limit;

    public SystemNames(Duration limit) {
        this.limit = limit;
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        Future<List<InetAddress>> answer = ask(host);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("interrupted while resolving a name", e);
        } catch (ExecutionException e) {
            throw unknown("no address for this name", e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unknown("no answer of the name server in time", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Future<List<InetAddress>> ask(String host) throws UnknownHostException {
        try {
            return threads.submit(() -> List.of(InetAddress.getAllByName(host)));
        } catch (RejectedExecutionException e) {
            throw unknown("too many names are being resolved", e);
        }
    }

    private static UnknownHostException unknown(String text, Exception cause) {
        var unknown = new UnknownHostException(text);
        unknown.initCause(cause);
        return unknown;
    }
}
