package io.omniroute.management;

import io.omniroute.admin.AccountFigures;
import io.omniroute.admin.ConnectionAdmin;
import io.omniroute.admin.Form;
import io.omniroute.admin.ProviderTrials;
import io.omniroute.domain.connection.Connection;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/providers}: accounts at providers and nodes. */
@Path("providers")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionResource {
    private final ConnectionAdmin connections;
    private final ProviderTrials trials;
    private final AccountFigures figures;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ConnectionResource() {
        this(null, null, null);
    }

    @Inject
    public ConnectionResource(ConnectionAdmin connections, ProviderTrials trials, AccountFigures figures) {
        this.connections = connections;
        this.trials = trials;
        this.figures = figures;
    }

    private ConnectionView view(Connection connection) {
        return ConnectionView.of(connection, figures.of(connection));
    }

    private ConnectionView.One one(Connection connection) {
        return new ConnectionView.One(view(connection));
    }

    @GET
    public ConnectionView.All all() {
        return new ConnectionView.All(connections.all().stream().map(this::view).toList());
    }

    @GET
    @Path("client")
    public ConnectionView.Brief brief() {
        return new ConnectionView.Brief(connections.all().stream()
                .map(it -> ConnectionView.Brief.Entry.of(it, figures.of(it))).toList());
    }

    @POST
    public Response create(Form form, @Context SecurityContext security) {
        ConnectionView.One made = one(connections.create(form, Visitor.caller(security)));
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    @GET
    @Path("{id}")
    public ConnectionView.One find(@PathParam("id") String id) {
        return one(connections.find(id));
    }

    @PUT
    @Path("{id}")
    public ConnectionView.One update(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return one(connections.update(id, form, Visitor.caller(security)));
    }

    @PATCH
    @Path("{id}")
    public ConnectionView.One patch(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return update(id, form, security);
    }

    @DELETE
    @Path("{id}")
    public MessageView delete(@PathParam("id") String id, @Context SecurityContext security) {
        connections.delete(id, Visitor.caller(security));
        return new MessageView("Connection deleted successfully");
    }

    @POST
    @Path("{id}/test")
    public ProbeView test(@PathParam("id") String id, @Context SecurityContext security) {
        return ProbeView.of(connections.test(id, Visitor.caller(security)));
    }

    @GET
    @Path("{id}/models")
    public OfferedModelsView models(@PathParam("id") String id) {
        return OfferedModelsView.of(connections.find(id), trials.models(id));
    }

    @POST
    @Path("test-batch")
    public BatchView testBatch(Form form, @Context SecurityContext security) {
        return BatchView.of(trials.test(form, Visitor.caller(security)));
    }

    @POST
    @Path("validate")
    public ProbeView.Verdict validate(Form form, @Context SecurityContext security) {
        return ProbeView.Verdict.of(connections.validate(form, Visitor.caller(security)));
    }
}
