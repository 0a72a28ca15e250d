package io.omniroute.management;

import io.omniroute.admin.Form;
import io.omniroute.admin.RouteAdmin;
import io.omniroute.admin.RouteForecast;
import jakarta.ws.rs.POST;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/combos/dry-run}: where a request would go now; nothing is sent. */
@Path("combos/dry-run")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ForecastResource {
    private final RouteAdmin routes;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ForecastResource() {
        this(null);
    }

    @Inject
    public ForecastResource(RouteAdmin routes) {
        this.routes = routes;
    }

    @POST
    public RouteForecast forecast(Form form) {
        return routes.forecast(form);
    }
}
