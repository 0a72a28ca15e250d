package io.omniroute.oauth;

import io.omniroute.domain.connection.Connection;
import io.omniroute.oauth.Renewal.Failed;
import io.omniroute.oauth.Renewal.Renewed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Renews tokens, one renewal per account at a time: whoever comes while one is under way waits for it and shares what it
 * brings (40 section 16). Refresh tokens are good for one use at many providers, so a second renewal would end the
 * account.
 */
public final class Refreshes {
    /** A token that was refused so soon after it was issued is not refused for its age. */
    private static final Duration YOUNG = Duration.ofSeconds(60);
    private static final int TRIES = 3;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private final TokenIssuer issuer;
    private final LongSupplier nanos;
    private final Pause pause;
    private final Map<String, CompletableFuture<Renewal>> running = new ConcurrentHashMap<>();
    private final Map<String, Fresh> fresh = new ConcurrentHashMap<>();

    /** Waits; a seam for tests. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private record Fresh(Connection connection, long sinceNanos) {}

    public Refreshes(TokenIssuer issuer) {
        this(issuer, System::nanoTime, Thread::sleep);
    }

    Refreshes(TokenIssuer issuer, LongSupplier nanos, Pause pause) {
        this.issuer = issuer;
        this.nanos = nanos;
        this.pause = pause;
    }

    /** Whether a refused token of this account can be renewed at all. */
    public boolean concern(Connection connection) {
        return issuer.renews(connection);
    }

    /**
     * The account with a token newer than the one it was used with. Blocks while a renewal is under way.
     *
     * @param used as it was when the provider refused it
     */
    public Renewal renewed(Connection used) {
        Optional<Renewal> young = young(used);
        if (young.isPresent()) {
            return young.get();
        }
        var own = new CompletableFuture<Renewal>();
        CompletableFuture<Renewal> others = running.putIfAbsent(used.id(), own);
        return others == null ? lead(used, own) : join(others);
    }

    private Optional<Renewal> young(Connection used) {
        Fresh latest = fresh.get(used.id());
        if (latest == null || nanos.getAsLong() - latest.sinceNanos() >= YOUNG.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(latest.connection().equals(used)
                ? new Failed("the token was issued less than a minute ago")
                : new Renewed(latest.connection()));
    }

    /** Looks once more: the renewal before this one may have ended between the first look and the lead. */
    private Renewal lead(Connection used, CompletableFuture<Renewal> own) {
        Renewal renewal = new Failed("the renewal was interrupted");
        try {
            renewal = young(used).orElseGet(() -> renew(used));
            if (renewal instanceof Renewed renewed) {
                fresh.put(used.id(), new Fresh(renewed.connection(), nanos.getAsLong()));
            }
            return renewal;
        } finally {
            running.remove(used.id(), own);
            own.complete(renewal);
        }
    }

    private static Renewal join(CompletableFuture<Renewal> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a renewal never completes exceptionally", e);
        }
    }

    private Renewal renew(Connection used) {
        Renewal last = issuer.renew(used);
        Duration delay = FIRST_DELAY;
        for (int tries = 1; tries < TRIES && last instanceof Failed; tries++) {
            try {
                pause.of(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return last;
            }
            delay = delay.multipliedBy(2);
            last = issuer.renew(used);
        }
        return last;
    }
}
