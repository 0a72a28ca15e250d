package io.omniroute.management;

import io.omniroute.admin.Form;
import io.omniroute.admin.PricingAdmin;
import io.omniroute.domain.usage.Price;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/pricing}: prices in USD per 1,000,000 tokens. */
@Path("pricing")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class PricingResource {
    private final PricingAdmin pricing;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public PricingResource() {
        this(null);
    }

    @Inject
    public PricingResource(PricingAdmin pricing) {
        this.pricing = pricing;
    }

    @GET
    public Map<String, Map<String, Map<String, @Nullable BigDecimal>>> merged() {
        return view(pricing.merged());
    }

    @PATCH
    public Map<String, Map<String, Map<String, @Nullable BigDecimal>>> update(Form form,
            @Context SecurityContext security) {
        return view(pricing.update(form, Visitor.caller(security)));
    }

    @POST
    public Map<String, Map<String, Map<String, @Nullable BigDecimal>>> post(Form form,
            @Context SecurityContext security) {
        return update(form, security);
    }

    @PUT
    public Map<String, Map<String, Map<String, @Nullable BigDecimal>>> put(Form form,
            @Context SecurityContext security) {
        return update(form, security);
    }

    @DELETE
    public Map<String, Map<String, Map<String, @Nullable BigDecimal>>> reset(
            @QueryParam("provider") @Nullable String provider, @QueryParam("model") @Nullable String model,
            @Context SecurityContext security) {
        return view(pricing.reset(given(provider), given(model), Visitor.caller(security)));
    }

    @GET
    @Path("defaults")
    public Map<String, Map<String, Map<String, @Nullable BigDecimal>>> defaults() {
        return view(pricing.defaults());
    }

    @GET
    @Path("models")
    public ProvidersView models() {
        return new ProvidersView(pricing.models().stream().map(ProviderView::of).toList());
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }

    private static Map<String, Map<String, Map<String, @Nullable BigDecimal>>> view(
            Map<String, Map<String, Price>> prices) {
        Map<String, Map<String, Map<String, @Nullable BigDecimal>>> view = new LinkedHashMap<>();
        prices.forEach((provider, models) -> {
            Map<String, Map<String, @Nullable BigDecimal>> own = new LinkedHashMap<>();
            models.forEach((model, price) -> own.put(model, PricingAdmin.members(price)));
            view.put(provider, own);
        });
        return view;
    }

    /** What can be priced. */
    public record ProvidersView(List<ProviderView> providers) {}

    /** A provider or node with its models. */
    public record ProviderView(String alias, String name, List<ModelView> models) {
        static ProviderView of(PricingAdmin.Shelf shelf) {
            return new ProviderView(shelf.alias(), shelf.name(), shelf.models().stream().map(ModelView::of).toList());
        }
    }

    /** A model; without pricing it costs 0 and is flagged as unpriced. */
    public record ModelView(String id, String name, @Nullable Map<String, @Nullable BigDecimal> pricing) {
        static ModelView of(PricingAdmin.Priceable model) {
            return new ModelView(model.id(), model.name(), model.price().map(PricingAdmin::members).orElse(null));
        }
    }
}
