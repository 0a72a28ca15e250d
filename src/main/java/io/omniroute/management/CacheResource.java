package io.omniroute.management;

import io.omniroute.admin.CacheAdmin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/cache}: what is remembered of answers. */
@Path("cache")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class CacheResource {
    private final CacheAdmin caches;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public CacheResource() {
        this(null);
    }

    @Inject
    public CacheResource(CacheAdmin caches) {
        this.caches = caches;
    }

    @GET
    @Path("stats")
    public CachesView stats() {
        return CachesView.of(caches.overview());
    }

    @DELETE
    @Path("stats")
    public ClearedView clear(@Context SecurityContext security) {
        return new ClearedView(true, caches.clear(Visitor.caller(security)));
    }

    /** All caches. */
    public record CachesView(AnswersView semanticCache, RepeatsView idempotency, SignatureCacheView signatureCache) {
        static CachesView of(CacheAdmin.Overview overview) {
            CacheAdmin.Hits answers = overview.answers();
            return new CachesView(
                    new AnswersView(answers.entries(), overview.capacity(), overview.kept(), answers.hits(),
                            answers.misses(), answers.rate(), overview.tokensSaved()),
                    new RepeatsView(overview.repeats(), overview.window().toMillis()),
                    SignatureCacheView.of(overview.flights()));
        }
    }

    /** The response cache; {@code dbSize} is -1 while the database does not answer. */
    public record AnswersView(int memorySize, int memoryMaxSize, long dbSize, long hits, long misses, double hitRate,
            long tokensSaved) {}

    /** The idempotency window. */
    public record RepeatsView(int activeKeys, long windowMs) {}

    /** Requests that share one call. */
    public record SignatureCacheView(int activeKeys, long hits, long misses, double hitRate) {
        static SignatureCacheView of(CacheAdmin.Hits flights) {
            return new SignatureCacheView(flights.entries(), flights.hits(), flights.misses(), flights.rate());
        }
    }

    /** How many answers were forgotten. */
    public record ClearedView(boolean success, int cleared) {}
}
