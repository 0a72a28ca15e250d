package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.route.Leg;
import io.omniroute.gateway.ClientChannel.StreamForm;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks at every request on its way ten times a second from one thread: ends what takes too long, keeps silent streams
 * alive, and notices clients that left while nothing could be written. The requests' own threads just block.
 */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Watch.class.getName());
    /** How long requests that were ended at a stop may take to be booked. */
    private static final Duration CANCELLED = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofMillis(100);
    /** How long nothing was written to a client before its socket is looked up, and the time between two looks. */
    private static final Duration LOOK = Duration.ofMillis(300);

    /** How long the end of an answer that is complete already is waited for, so that its connection can be used again. */
    private static final Duration LEFTOVER = Duration.ofMillis(200);

    private final GatewaySettings settings;
    private final ClientSockets sockets;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker;
    private long lastLook = System.nanoTime();

    public Watch(GatewaySettings settings, ClientSockets sockets) {
        this(settings, sockets, TICK);
    }

    Watch(GatewaySettings settings, ClientSockets sockets, Duration tick) {
        this.settings = settings;
        this.sockets = sockets;
        this.ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("omniroute-watch").factory());
        ticker.scheduleWithFixedDelay(this::tick, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(Exchange exchange) {
        running.add(exchange);
    }

    void remove(Exchange exchange) {
        running.remove(exchange);
    }

    /** How many requests are on their way. */
    public int count() {
        return running.size();
    }

    /** The leg of every request that has one, for the statistics. */
    public List<Leg> legs() {
        return running.stream().map(Exchange::leg).flatMap(Optional::stream).toList();
    }

    /** Waits until nothing is on its way, at most that long, then ends what is left. */
    void drain(Duration limit) {
        await(limit);
        running.forEach(exchange -> exchange.cancel(ChatPipeline.STOPPING, true));
        await(CANCELLED);
    }

    private void await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!running.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    private void tick() {
        try {
            long now = System.nanoTime();
            for (Exchange exchange : running) {
                limit(exchange, now);
                keepAlive(exchange, now);
            }
            if (settings.watchClients() && now - lastLook >= LOOK.toNanos()) {
                lastLook = now;
                lookForLeavers(now);
            }
        } catch (RuntimeException | OutOfMemoryError e) { // the ticker would silently stop with the first one
            LOG.log(Level.ERROR, "the watch over running requests failed once and goes on", e);
        }
    }

    private void limit(Exchange exchange, long now) {
        if (exchange.writing()) {
            return;
        }
        entryDue(exchange, now);
        switch (exchange.phase()) {
            case HEADERS ->
                end(exchange, now - exchange.phaseSince(), settings.headersTimeout(), "no response headers");
            case COMPLETE_ANSWER ->
                end(exchange, now - exchange.phaseSince(), settings.completeTimeout(), "no complete answer");
            case FIRST_CONTENT ->
                end(exchange, now - exchange.phaseSince(), settings.firstContentTimeout(), "no content in the stream");
            case STREAM -> {
                end(exchange, now - exchange.lastUpstreamByte(), settings.idleTimeout(), "silence in the stream");
                end(exchange, now - exchange.lastMeaning(), settings.chatterTimeout(), "no content in the stream");
            }
            case LEFTOVER -> end(exchange, now - exchange.phaseSince(), LEFTOVER, "no end behind the last event");
            case DECIDING, ENDED -> {
                // nothing upstream to wait for
            }
        }
    }

    /** The limit of a combo's entry counts until content flows; a running stream is never cut by it (40 section 3). */
    private static void entryDue(Exchange exchange, long now) {
        boolean waiting = switch (exchange.phase()) {
            case HEADERS, COMPLETE_ANSWER, FIRST_CONTENT -> true;
            case DECIDING, STREAM, LEFTOVER, ENDED -> false;
        };
        exchange.deadline().filter(due -> waiting && now - due.nanos() >= 0).ifPresent(
                due -> exchange.cancel(new Failure.Timeout("no answer of this entry of the combo", due.limit()),
                        false));
    }

    private static void end(Exchange exchange, long waitedNanos, Duration limit, String what) {
        if (waitedNanos >= limit.toNanos()) {
            exchange.cancel(new Failure.Timeout(what, limit), false);
        }
    }

    private void keepAlive(Exchange exchange, long now) {
        long interval = settings.heartbeat().toNanos();
        StreamForm form = exchange.streamForm().orElse(null);
        if (interval == 0 || form == null || !form.takesKeepAlives() || exchange.phase() == Exchange.Phase.ENDED
                || exchange.clientGone()
                || now - exchange.channel().lastWriteNanos() < interval
                || !exchange.beating().compareAndSet(false, true)) {
            return;
        }
        // A client that does not read blocks this write; it must not block the watch.
        Thread.startVirtualThread(() -> {
            try {
                exchange.channel().keepAlive(exchange.dialect(), form);
            } catch (IOException e) {
                exchange.cancel(new Failure.ClientGone(), true);
            } finally {
                exchange.beating().set(false);
            }
        });
    }

    private void lookForLeavers(long now) {
        Map<ClientSocket, List<Exchange>> waiting = running.stream()
                .filter(it -> !it.clientGone() && now - it.channel().lastWriteNanos() >= LOOK.toNanos())
                .collect(Collectors.groupingBy(it -> it.channel().socket())); // HTTP/2: many requests, one socket
        if (!waiting.isEmpty()) {
            sockets.gone(waiting.keySet()).stream().flatMap(socket -> waiting.getOrDefault(socket, List.of()).stream())
                    .forEach(exchange -> exchange.cancel(new Failure.ClientGone(), true));
        }
    }
}
