package io.omniroute.management;

import io.omniroute.admin.CallAdmin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** {@code /api/usage/call-logs}: finished requests, newest first. */
@Path("usage/call-logs")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class CallLogResource {
    private final CallAdmin calls;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public CallLogResource() {
        this(null);
    }

    @Inject
    public CallLogResource(CallAdmin calls) {
        this.calls = calls;
    }

    @GET
    public List<CallView> find(@Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        return calls.find(name -> Optional.ofNullable(parameters.getFirst(name)).filter(it -> !it.isBlank())).stream()
                .map(CallView::of).toList();
    }

    @GET
    @Path("{id}")
    public CallDetailView one(@PathParam("id") String id) {
        return CallDetailView.of(calls.one(id));
    }
}
