package io.omniroute.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.omniroute.admin.Form;
import io.omniroute.admin.RateLimitAdmin;
import io.omniroute.admin.RateLimitAdmin.Status;
import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.resilience.Shown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code /api/rate-limits}, {@code /api/rate-limit}: who rests, who is limited, who is protected. */
@Path("")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class RateLimitResource {
    private final RateLimitAdmin limits;
    private final ResilienceAdmin resilience;
    private final MonitoringSource source;
    private final Clock clock;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public RateLimitResource() {
        this(null, null, null, null);
    }

    @Inject
    public RateLimitResource(RateLimitAdmin limits, ResilienceAdmin resilience, MonitoringSource source,
            Clock clock) {
        this.limits = limits;
        this.resilience = resilience;
        this.source = source;
        this.clock = clock;
    }

    @GET
    @Path("rate-limits")
    public AllView all() {
        Instant now = clock.instant();
        return new AllView(limits.all().stream().map(status -> LimitView.of(status, now)).toList(),
                resilience.lockouts().stream().map(LockoutView::of).toList(), source.learnedTags());
    }

    @GET
    @Path("rate-limit")
    public ProtectionView protection() {
        List<Status> all = limits.all();
        return new ProtectionView(all.stream().map(ProtectedView::of).toList(), OverviewView.of(all));
    }

    @POST
    @Path("rate-limit")
    public SwitchedView protect(Form form, @Context SecurityContext security) {
        Connection connection = limits.protect(form, Visitor.caller(security));
        return new SwitchedView(true, connection.id(), connection.rateLimitProtection());
    }

    /** Every connection, every locked model, and the learned thinking tags. */
    public record AllView(List<LimitView> connections, List<LockoutView> lockouts,
            MonitoringSource.TagsView cacheStats) {}

    /** A connection; times in milliseconds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LimitView(String connectionId, String provider, String name, @Nullable Instant rateLimitedUntil,
            long remainingMs, int backoffLevel, boolean enabled, boolean active, int queued, int running,
            @Nullable Long limit, @Nullable Long remaining, @Nullable Instant resetAt,
            @Nullable Instant quotaWindowUntil, @Nullable String reason) {
        static LimitView of(Status status, Instant now) {
            Connection connection = status.connection();
            Shown.Account account = status.account();
            Shown.Flow flow = status.flow();
            Optional<Duration> rest = Optional.of(account.left()).filter(Duration::isPositive);
            return new LimitView(connection.id(), connection.provider(), connection.name(), at(rest, now),
                    account.left().toMillis(), account.backoffLevel(), connection.rateLimitProtection(), flow.active(),
                    flow.queued(), flow.running(), number(flow.limit()), number(flow.remaining()),
                    at(flow.reset(), now), at(account.quotaWindow(), now), account.reason().orElse(null));
        }

        private static @Nullable Long number(OptionalLong value) {
            return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
        }

        private static @Nullable Instant at(Optional<Duration> left, Instant now) {
            return left.map(now::plus).orElse(null);
        }
    }

    /** A model that rests on one account. */
    public record LockoutView(String provider, String connectionId, String model, String reason, long remainingMs) {
        static LockoutView of(Shown.Lockout it) {
            return new LockoutView(it.provider(), it.connectionId(), it.model(), it.reason(), it.left().toMillis());
        }
    }

    /** Who is protected. */
    public record ProtectionView(List<ProtectedView> connections, OverviewView overview) {}

    /** A connection and its protection. */
    public record ProtectedView(String connectionId, String provider, String name, boolean rateLimitProtection,
            boolean active, int queued, int running) {
        static ProtectedView of(Status it) {
            return new ProtectedView(it.connection().id(), it.connection().provider(), it.connection().name(),
                    it.connection().rateLimitProtection(), it.flow().active(), it.flow().queued(),
                    it.flow().running());
        }
    }

    /** Numbers over all connections. */
    public record OverviewView(int total, long enabled, long active, long coolingDown, int queued, int running) {
        static OverviewView of(List<Status> all) {
            return new OverviewView(all.size(),
                    all.stream().filter(it -> it.connection().rateLimitProtection()).count(),
                    all.stream().filter(it -> it.flow().active()).count(),
                    all.stream().filter(it -> it.account().left().isPositive()).count(),
                    all.stream().mapToInt(it -> it.flow().queued()).sum(),
                    all.stream().mapToInt(it -> it.flow().running()).sum());
        }
    }

    /** The protection that was set. */
    public record SwitchedView(boolean success, String connectionId, boolean enabled) {}
}
