package io.omniroute.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * {@code /health/started}: the house is open. {@code /health/ready}: its database and secrets work and it is not
 * stopping. {@code /health/live}: this code still runs; it asks nothing, so that load never restarts a server.
 */
@ApplicationScoped
public class HealthChecks {
    private final StartUp startUp;

    @Inject
    HealthChecks(StartUp startUp) {
        this.startUp = startUp;
    }

    @SuppressWarnings("NullAway") // for the proxy
    protected HealthChecks() {
        this(null);
    }

    @Produces
    @Startup
    @ApplicationScoped
    HealthCheck started() {
        return () -> HealthCheckResponse.named("omniroute-started").status(startUp.house().isPresent()).build();
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready() {
        return () -> HealthCheckResponse.named("omniroute-ready")
                .status(startUp.house().filter(House::ready).isPresent()).build();
    }

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck live() {
        return () -> HealthCheckResponse.up("omniroute-live");
    }
}
