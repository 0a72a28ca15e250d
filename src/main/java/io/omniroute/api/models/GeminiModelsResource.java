package io.omniroute.api.models;

import io.omniroute.catalog.ListedModel;
import io.omniroute.catalog.ModelType;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Stream;

/** {@code GET /v1beta/models} and {@code /v1beta/models/{model}} (10 section 10). */
@Singleton
@Path("models")
@Produces(MediaType.APPLICATION_JSON)
public class GeminiModelsResource {
    private final VisibleModels visible;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public GeminiModelsResource() {
        this(null);
    }

    @Inject
    public GeminiModelsResource(VisibleModels visible) {
        this.visible = visible;
    }

    @GET
    public GeminiModels.Page list(@Context HttpServletRequest request, @Context HttpServletResponse response) {
        return new GeminiModels.Page(chat(request, response).map(GeminiModels.Entry::of).toList());
    }

    @GET
    @Path("{model:.+}")
    public GeminiModels.Entry one(@PathParam("model") String model, @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        return chat(request, response).filter(it -> it.id().equals(model)).findFirst().map(GeminiModels.Entry::of)
                .orElseThrow(() -> new GatewayException(
                        Failure.Refused.of(404, "model_not_found", "Model " + model + " not found")));
    }

    private Stream<ListedModel> chat(HttpServletRequest request, HttpServletResponse response) {
        return visible.of(request, response).stream().filter(model -> model.type() == ModelType.CHAT);
    }
}
