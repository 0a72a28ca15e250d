package io.omniroute.management;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.omniroute.admin.Form;
import io.omniroute.admin.ModelAdmin;
import io.omniroute.domain.settings.CustomModel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/provider-models}: models an operator added. */
@Path("provider-models")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class CustomModelResource {
    private final ModelAdmin models;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public CustomModelResource() {
        this(null);
    }

    @Inject
    public CustomModelResource(ModelAdmin models) {
        this.models = models;
    }

    @GET
    public Map<String, Object> all(@QueryParam("provider") @Nullable String provider) {
        return Map.of("models", provider == null ? byProvider() : views(models.customModels().get(provider)));
    }

    @POST
    public OneModelView add(Form form, @Context SecurityContext security) {
        return new OneModelView(ModelView.of(models.addCustomModel(form, Visitor.caller(security))));
    }

    @PUT
    public OneModelView put(Form form, @Context SecurityContext security) {
        return add(form, security);
    }

    @DELETE
    public RemovedView remove(@QueryParam("provider") @Nullable String provider,
            @QueryParam("model") @Nullable String model, @Context SecurityContext security) {
        return new RemovedView(models.removeCustomModel(Optional.ofNullable(provider), Optional.ofNullable(model),
                Visitor.caller(security)));
    }

    private Map<String, List<ModelView>> byProvider() {
        Map<String, List<ModelView>> views = new TreeMap<>();
        models.customModels().forEach((provider, list) -> views.put(provider, views(list)));
        return views;
    }

    private static List<ModelView> views(@Nullable List<CustomModel> models) {
        return models == null ? List.of() : models.stream().map(ModelView::of).toList();
    }

    /** One model in its envelope. */
    public record OneModelView(ModelView model) {}

    /** Whether there was one to remove. */
    public record RemovedView(boolean removed) {}

    /** A custom model. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ModelView(String id, String name, String source, Map<String, Object> capabilities) {
        static ModelView of(CustomModel model) {
            return new ModelView(model.id(), model.name(), "manual", model.capabilities());
        }
    }
}
