package io.omniroute.management;

import io.omniroute.admin.ReportAdmin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/usage/analytics}: sums over weeks and months. */
@Path("usage/analytics")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class AnalyticsResource {
    private final ReportAdmin reports;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public AnalyticsResource() {
        this(null);
    }

    @Inject
    public AnalyticsResource(ReportAdmin reports) {
        this.reports = reports;
    }

    @GET
    public AnalyticsView analytics(@QueryParam("range") @Nullable String range,
            @QueryParam("period") @Nullable String period) {
        return AnalyticsView.of(reports.report(given(range), given(period)));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }
}
