package io.omniroute.management;

import io.omniroute.admin.ComboAdmin;
import io.omniroute.admin.ComboFigures;
import io.omniroute.admin.Form;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/combos}. */
@Path("combos")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ComboResource {
    private final ComboAdmin combos;
    private final ComboFigures figures;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ComboResource() {
        this(null, null);
    }

    @Inject
    public ComboResource(ComboAdmin combos, ComboFigures figures) {
        this.combos = combos;
        this.figures = figures;
    }

    @GET
    public CombosView all() {
        return new CombosView(combos.all().stream().map(ComboView::of).toList());
    }

    @POST
    public Response create(Form form, @Context SecurityContext security) {
        return Response.status(Response.Status.CREATED)
                .entity(ComboView.of(combos.create(form, Visitor.caller(security)))).build();
    }

    @GET
    @Path("{id}")
    public ComboView find(@PathParam("id") String id) {
        return ComboView.of(combos.find(id));
    }

    @PUT
    @Path("{id}")
    public ComboView update(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return ComboView.of(combos.update(id, form, Visitor.caller(security)));
    }

    @PATCH
    @Path("{id}")
    public ComboView patch(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return update(id, form, security);
    }

    @DELETE
    @Path("{id}")
    public SuccessView delete(@PathParam("id") String id, @QueryParam("force") boolean force,
            @Context SecurityContext security) {
        combos.delete(id, force, Visitor.caller(security));
        return SuccessView.DONE;
    }

    @GET
    @Path("metrics")
    public Map<String, ComboFigures.OfCombo> metrics(@QueryParam("comboName") @Nullable String comboName) {
        return figures.all(Optional.ofNullable(comboName));
    }

    @DELETE
    @Path("metrics")
    public SuccessView clearMetrics(@Context SecurityContext security) {
        figures.clear(Visitor.caller(security));
        return SuccessView.DONE;
    }

    /** All combos. */
    public record CombosView(List<ComboView> combos) {}
}
