package io.omniroute.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.omniroute.admin.Form;
import io.omniroute.admin.ModelAdmin;
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

/** {@code /api/models}: the catalogue and model aliases. */
@Path("models")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
    private final ModelAdmin models;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ModelResource() {
        this(null);
    }

    @Inject
    public ModelResource(ModelAdmin models) {
        this.models = models;
    }

    @GET
    public ModelsView all() {
        List<OfferView> offers = models.catalog().values().stream().flatMap(shelf -> shelf.models().stream())
                .map(OfferView::of).toList();
        return new ModelsView(offers, models.aliases());
    }

    @GET
    @Path("catalog")
    public CatalogView catalog() {
        Map<String, ShelfView> shelves = new LinkedHashMap<>();
        models.catalog().forEach((alias, shelf) -> shelves.put(alias, new ShelfView(shelf.provider(), shelf.category(),
                shelf.usable(), shelf.active(),
                shelf.models().stream().map(OfferView::of).toList())));
        return new CatalogView(shelves);
    }

    @GET
    @Path("alias")
    public AliasesView aliases() {
        return new AliasesView(models.aliases());
    }

    @PUT
    @Path("alias")
    public AliasView putAlias(Form form, @Context SecurityContext security) {
        ModelAdmin.Alias alias = models.putAlias(form, Visitor.caller(security));
        return new AliasView(true, alias.model(), alias.alias());
    }

    @POST
    @Path("alias")
    public AliasView postAlias(Form form, @Context SecurityContext security) {
        return putAlias(form, security);
    }

    @DELETE
    @Path("alias")
    public SuccessView removeAlias(@QueryParam("alias") @Nullable String alias, @Context SecurityContext security) {
        models.removeAlias(Optional.ofNullable(alias), Visitor.caller(security));
        return SuccessView.DONE;
    }

    /** Every model and every alias. */
    public record ModelsView(List<OfferView> models, Map<String, String> aliases) {}

    /** The catalogue by alias of the provider. */
    public record CatalogView(Map<String, ShelfView> catalog) {}

    /** A provider with its models. */
    public record ShelfView(String provider, String category, boolean usable, boolean active, List<OfferView> models) {}

    /** A model under the name to ask for it; a limit that nobody knows is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfferView(String id, String name, String type, boolean custom, String provider,
            @Nullable Integer contextWindow, @Nullable Integer maxOutput) {
        static OfferView of(ModelAdmin.Offer offer) {
            return new OfferView(offer.id(), offer.name(), offer.type(), offer.custom(), offer.providerId(),
                    known(offer.limits().contextWindow()), known(offer.limits().maxOutput()));
        }

        private static @Nullable Integer known(OptionalInt limit) {
            return limit.isPresent() ? (Integer) limit.getAsInt() : null;
        }
    }

    /** Aliases and what they stand for. */
    public record AliasesView(Map<String, String> aliases) {}

    /** The alias that was put. */
    public record AliasView(boolean success, String model, String alias) {}
}
