package io.omniroute.api.models;

import io.omniroute.catalog.ModelType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * {@code GET /api/tags} (10 section 15). Its public path lies under the management API, its rules are those of the model
 * lists: it is another name of {@code /v1/api/tags}, which this is.
 */
@Singleton
@Path("api/tags")
@Produces(MediaType.APPLICATION_JSON)
public class OllamaModelsResource {
    private final VisibleModels visible;
    private final String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public OllamaModelsResource() {
        this(null);
    }

    @Inject
    public OllamaModelsResource(VisibleModels visible) {
        this.visible = visible;
    }

    @GET
    public OllamaModels.Page list(@Context HttpServletRequest request, @Context HttpServletResponse response) {
        return new OllamaModels.Page(visible.of(request, response).stream()
                .filter(model -> model.type() == ModelType.CHAT).map(model -> OllamaModels.Entry.of(model, started))
                .toList());
    }
}
