package io.omniroute.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.omniroute.admin.Form;
import io.omniroute.admin.ResilienceAdmin;
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
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/models/availability}: models that rest. */
@Path("models/availability")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class AvailabilityResource {
    private final ResilienceAdmin resilience;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public AvailabilityResource() {
        this(null);
    }

    @Inject
    public AvailabilityResource(ResilienceAdmin resilience) {
        this.resilience = resilience;
    }

    @GET
    public AvailabilityView all() {
        List<ModelView> models = Stream.concat(resilience.gaps().stream().map(ModelView::of),
                resilience.lockouts().stream().map(ModelView::of)).toList();
        return new AvailabilityView(models, models.size(), Math.max(models.size(), resilience.tracked()));
    }

    @POST
    public ClearedView clear(Form form, @Context SecurityContext security) {
        return new ClearedView(true, resilience.clearModels(form, Visitor.caller(security)));
    }

    /** What cannot be had now. */
    public record AvailabilityView(List<ModelView> models, int unavailableCount, int totalTracked) {}

    /** A model, on one account or on any. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ModelView(String provider, String model, @Nullable String connectionId, String reason,
            long remainingMs, Instant unavailableSince) {
        static ModelView of(Shown.Gap it) {
            return new ModelView(it.provider(), it.model(), null, it.reason(), it.left().toMillis(), it.since());
        }

        static ModelView of(Shown.Lockout it) {
            return new ModelView(it.provider(), it.model(), it.connectionId(), it.reason(), it.left().toMillis(),
                    it.since());
        }
    }

    /** How many entries vanished. */
    public record ClearedView(boolean success, int cleared) {}
}
