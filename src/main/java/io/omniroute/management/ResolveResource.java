package io.omniroute.management;

import io.omniroute.admin.RouteAdmin;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/models/resolve}: what a model name stands for, and by which rule. */
@Path("models/resolve")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ResolveResource {
    private final RouteAdmin routes;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ResolveResource() {
        this(null);
    }

    @Inject
    public ResolveResource(RouteAdmin routes) {
        this.routes = routes;
    }

    @GET
    public RouteAdmin.Resolved resolve(@QueryParam("model") @Nullable String model) {
        return routes.resolve(Optional.ofNullable(model));
    }
}
