package io.omniroute.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.omniroute.admin.ChainAdmin;
import io.omniroute.admin.Form;
import io.omniroute.domain.route.FallbackChain;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /api/fallback/chains}. */
@Path("fallback/chains")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ChainResource {
    private final ChainAdmin chains;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ChainResource() {
        this(null);
    }

    @Inject
    public ChainResource(ChainAdmin chains) {
        this.chains = chains;
    }

    @GET
    public ChainsView all() {
        Map<String, List<EntryView>> byModel = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        chains.all().forEach(chain -> {
            byModel.put(chain.model(), views(chain));
            if (!chain.name().isEmpty()) {
                names.put(chain.model(), chain.name());
            }
        });
        return new ChainsView(byModel, names);
    }

    @POST
    public ChainView put(Form form, @Context SecurityContext security) {
        FallbackChain chain = chains.put(form, Visitor.caller(security));
        return new ChainView(true, chain.model(), views(chain));
    }

    @PUT
    public ChainView replace(Form form, @Context SecurityContext security) {
        return put(form, security);
    }

    @DELETE
    public RemovedView remove(@QueryParam("model") @Nullable String model, Form form,
            @Context SecurityContext security) {
        Optional<String> named = Optional.ofNullable(model).or(() -> form.text("model", Integer.MAX_VALUE));
        return new RemovedView(true, chains.remove(named, Visitor.caller(security)));
    }

    private static List<EntryView> views(FallbackChain chain) {
        return chain.entries().stream().map(entry -> new EntryView(entry.provider(), entry.model().orElse(null),
                entry.priority(), entry.enabled())).toList();
    }

    /** The chains by model, and the labels of those that have one. */
    public record ChainsView(Map<String, List<EntryView>> chains, Map<String, String> names) {}

    /** The chain that was put. */
    public record ChainView(boolean success, String model, List<EntryView> chain) {}

    /** Whether there was one to remove. */
    public record RemovedView(boolean success, boolean removed) {}

    /** One entry; without a model it is the one that was asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntryView(String provider, @Nullable String model, int priority, boolean enabled) {}
}
