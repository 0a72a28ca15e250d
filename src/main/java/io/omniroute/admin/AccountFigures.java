package io.omniroute.admin;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.resilience.AccountState;
import io.omniroute.domain.resilience.Shown;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.Upstreams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How accounts fare at this moment, ahead of what is stored of them (20 section 5). */
public final class AccountFigures {
    private final Upstreams upstreams;
    private final Rotation rotation;
    private final Clock clock;

    public AccountFigures(Upstreams upstreams, Rotation rotation, Clock clock) {
        this.upstreams = upstreams;
        this.rotation = rotation;
        this.clock = clock;
    }

    /**
     * One account.
     *
     * @param health the newest there is to say: of the last test, or of the last request that failed
     * @param rateLimitedUntil end of its rest; null when it does not rest
     * @param quotaWindowUntil the later end the upstream named; null when none is open
     * @param lastUsedAt null when it was not used since the start
     * @param consecutiveUses calls in a row it served then
     * @param healthScore from 0 to 100 (40 section 2)
     */
    public record Figures(ConnectionHealth health, @Nullable Instant rateLimitedUntil, int backoffLevel,
            @Nullable Instant quotaWindowUntil, @Nullable Instant lastUsedAt, int consecutiveUses, int healthScore) {}

    public Figures of(Connection connection) {
        Instant now = clock.instant();
        Shown.Account account = upstreams.shown(connection.id());
        Optional<Rotation.Use> use = rotation.last(connection.provider(), connection.id());
        return new Figures(health(connection), end(Optional.of(account.left()), now), account.backoffLevel(),
                end(account.quotaWindow(), now), use.map(Rotation.Use::at).orElse(null),
                use.map(Rotation.Use::consecutive).orElse(0), upstreams.healthScore(connection.id()));
    }

    private static @Nullable Instant end(Optional<Duration> left, Instant now) {
        return left.filter(Duration::isPositive).map(now::plus).orElse(null);
    }

    private ConnectionHealth health(Connection connection) {
        ConnectionHealth stored = connection.health();
        return upstreams.state().trouble(connection.id()).filter(it -> !older(it, stored))
                .map(it -> new ConnectionHealth(it.testStatus(), stored.lastTested(), it.lastError(), it.lastErrorAt(),
                        it.lastErrorType(), ConnectionHealth.UPSTREAM, it.errorCode()))
                .orElse(stored);
    }

    /** Whether a test or an operator found something after it. */
    private static boolean older(AccountState trouble, ConnectionHealth stored) {
        Instant failed = trouble.lastErrorAt();
        Instant found = stored.lastErrorAt();
        return failed != null && found != null && failed.isBefore(found);
    }
}
