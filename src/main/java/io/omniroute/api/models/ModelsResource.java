package io.omniroute.api.models;

import io.omniroute.catalog.ListedModel;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1}, {@code /v1/models} and {@code /v1/models/{id}} (10 section 9). */
@Singleton
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    /** The list of {@code GET /v1} in the reference product; clients only look whether something answers. */
    private static final List<String> WELL_KNOWN = List.of("claude-sonnet-4-20250514", "claude-3-5-sonnet-20241022",
            "gpt-4o", "gemini-2.5-pro");

    private final VisibleModels visible;
    private final Instant started = Instant.now();

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ModelsResource() {
        this(null);
    }

    @Inject
    public ModelsResource(VisibleModels visible) {
        this.visible = visible;
    }

    @GET
    public OpenAiModels.Page root() {
        return new OpenAiModels.Page(WELL_KNOWN.stream().map(id -> new OpenAiModels.ChatEntry(id,
                started.getEpochSecond(), "omniroute", List.of(), id, null, null, ModelFacts.NONE)).toList());
    }

    @GET
    @Path("models")
    public Object list(@HeaderParam("anthropic-version") @Nullable String anthropicVersion,
            @Context HttpServletRequest request, @Context HttpServletResponse response) {
        List<ListedModel> models = visible.of(request, response);
        return anthropicVersion == null
                ? new OpenAiModels.Page(entries(models).toList())
                : AnthropicModels.Page.of(models, started);
    }

    @GET
    @Path("models/{id:.+}")
    public Object one(@PathParam("id") String id, @HeaderParam("anthropic-version") @Nullable String anthropicVersion,
            @Context HttpServletRequest request, @Context HttpServletResponse response) {
        ListedModel model = visible.of(request, response).stream().filter(it -> it.id().equals(id)).findFirst()
                .orElseThrow(() -> new GatewayException(
                        Failure.Refused.of(404, "model_not_found", "Model " + id + " not found")));
        return anthropicVersion == null
                ? OpenAiModels.Entry.of(model, started.getEpochSecond())
                : AnthropicModels.Entry.of(model, started);
    }

    private Stream<OpenAiModels.Entry> entries(List<ListedModel> models) {
        return models.stream().map(model -> OpenAiModels.Entry.of(model, started.getEpochSecond()));
    }
}
