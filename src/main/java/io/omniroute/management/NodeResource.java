package io.omniroute.management;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.Form;
import io.omniroute.admin.NodeAdmin;
import io.omniroute.domain.connection.ProviderNode;
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

/** {@code /api/provider-nodes}: compatible endpoints. */
@Path("provider-nodes")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class NodeResource {
    private final NodeAdmin nodes;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public NodeResource() {
        this(null);
    }

    @Inject
    public NodeResource(NodeAdmin nodes) {
        this.nodes = nodes;
    }

    @GET
    public NodesView all() {
        return new NodesView(nodes.all().stream().map(NodeView::of).toList());
    }

    @POST
    public Response create(Form form, @Context SecurityContext security) {
        NodeView node = NodeView.of(nodes.create(form, Visitor.caller(security)));
        return Response.status(Response.Status.CREATED).entity(new OneNodeView(node)).build();
    }

    @PUT
    @Path("{id}")
    public OneNodeView update(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return new OneNodeView(NodeView.of(nodes.update(id, form, Visitor.caller(security))));
    }

    @PATCH
    @Path("{id}")
    public OneNodeView patch(@PathParam("id") String id, Form form, @Context SecurityContext security) {
        return update(id, form, security);
    }

    @DELETE
    @Path("{id}")
    public SuccessView delete(@PathParam("id") String id, @Context SecurityContext security) {
        nodes.delete(id, Visitor.caller(security));
        return SuccessView.DONE;
    }

    @POST
    @Path("validate")
    public ProbeView.Verdict validate(Form form, @Context SecurityContext security) {
        return ProbeView.Verdict.of(nodes.validate(form, Visitor.caller(security)));
    }

    /** A list of nodes. */
    public record NodesView(List<NodeView> nodes) {}

    /** One node in its envelope. */
    public record OneNodeView(NodeView node) {}

    /** A node. */
    public record NodeView(String id, String type, String name, String prefix, @Nullable String apiType, String baseUrl,
            Instant createdAt, Instant updatedAt) {
        static NodeView of(ProviderNode node) {
            String apiType = node.type().apiType();
            return new NodeView(node.id(), node.type().typeId(), node.name(), node.prefix(),
                    apiType.isEmpty() ? null : apiType, node.baseUrl(), node.createdAt(), node.updatedAt());
        }
    }
}
