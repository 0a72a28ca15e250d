package io.omniroute.management;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.AuditAdmin;
import io.omniroute.admin.CacheAdmin;
import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.management.HealthViews.HealthDetailsView;
import io.omniroute.management.HealthViews.HealthView;
import io.omniroute.management.HealthViews.MemoryView;
import io.omniroute.management.HealthViews.SystemView;
import io.omniroute.management.HealthViews.TokensView;
import io.omniroute.management.MonitoringSource.Counts;
import io.omniroute.management.MonitoringSource.LiveView;
import io.omniroute.management.MonitoringSource.StorageView;
import io.omniroute.management.MonitoringSource.TelemetryView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/monitoring}, {@code /api/telemetry} and their like: how the gateway fares and who did what. */
@Path("")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class MonitoringResource {
    private static final long WINDOW_MS = 300_000;
    private static final int MOST_EVENTS = 1_000;
    private static final Duration OLD_BACKUP = Duration.ofDays(7);
    private final MonitoringSource source;
    private final AuditAdmin audit;
    private final Installation installation;
    private final CacheAdmin caches;
    private final ResilienceAdmin resilience;
    private final Clock clock;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public MonitoringResource() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public MonitoringResource(MonitoringSource source, AuditAdmin audit, CacheAdmin caches,
            ResilienceAdmin resilience, Installation installation, Clock clock) {
        this.source = source;
        this.audit = audit;
        this.caches = caches;
        this.resilience = resilience;
        this.installation = installation;
        this.clock = clock;
    }

    @GET
    @Path("monitoring/health")
    @Open
    public Object health(@Context SecurityContext security) {
        LiveView live = source.live();
        String status = status(live);
        return Visitor.of(security).authenticated() ? details(status, live) : new HealthView(status);
    }

    @DELETE
    @Path("monitoring/health")
    public HealthViews.ClosedView closeBreakers(@Context SecurityContext security) {
        return new HealthViews.ClosedView(true, resilience.closeBreakers(Visitor.caller(security)));
    }

    private String status(LiveView live) {
        if (!source.databaseWritable()) {
            return "error";
        }
        return live.anyOpen() || source.storage().backupIsStale(clock.instant(), OLD_BACKUP) ? "degraded" : "healthy";
    }

    @GET
    @Path("token-health")
    public TokensView tokens() {
        return TokensView.of(source.tokens());
    }

    @GET
    @Path("storage/health")
    public StorageView storage() {
        return source.storage();
    }

    @GET
    @Path("telemetry/summary")
    public TelemetryView telemetry(@QueryParam("windowMs") @DefaultValue("" + WINDOW_MS) long windowMs) {
        return source.telemetry(Duration.ofMillis(Math.clamp(windowMs, 1_000, Duration.ofDays(1).toMillis())));
    }

    @GET
    @Path("compliance/audit-log")
    public Object auditLog(@QueryParam("limit") @DefaultValue("100") int limit, @QueryParam("offset") int offset,
            @QueryParam("action") @Nullable String action, @QueryParam("actor") @Nullable String actor,
            @QueryParam("format") @Nullable String format) {
        AuditView view = AuditView.of(audit.find(Optional.ofNullable(action), Optional.ofNullable(actor),
                Math.clamp(limit, 1, MOST_EVENTS), Math.max(0, offset)));
        return "array".equals(format) ? view.logs() : view;
    }

    private HealthDetailsView details(String status, LiveView live) {
        Counts counts = source.providers();
        return new HealthDetailsView(status, clock.instant(), system(), live.providerHealth(), live.rateLimitStatus(),
                live.lockouts(), CacheResource.SignatureCacheView.of(caches.overview().flights()),
                source.telemetry(Duration.ofMillis(WINDOW_MS)).byProvider(), counts.catalog(), counts.configured(),
                counts.active());
    }

    private SystemView system() {
        Runtime runtime = Runtime.getRuntime();
        return new SystemView(installation.version(),
                Duration.between(installation.startedAt(), clock.instant()).toSeconds(),
                System.getProperty("java.version", ""), installation.runtime(),
                new MemoryView(source.residentBytes(), runtime.totalMemory() - runtime.freeMemory(),
                        runtime.totalMemory()),
                installation.dataDirectory(), ManagementFactory.getRuntimeMXBean().getPid());
    }
}
