package io.omniroute.management;

import io.omniroute.admin.CallAdmin;
import io.omniroute.domain.log.ProxyCall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** {@code /api/usage/proxy-logs}: uses of outbound proxies, newest first. */
@Path("usage/proxy-logs")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ProxyLogResource {
    private final CallAdmin calls;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ProxyLogResource() {
        this(null);
    }

    @Inject
    public ProxyLogResource(CallAdmin calls) {
        this.calls = calls;
    }

    @GET
    public List<ProxyCall> find(@Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        return calls.proxies(name -> Optional.ofNullable(parameters.getFirst(name)).filter(it -> !it.isBlank()));
    }

    @DELETE
    public SuccessView clear(@Context SecurityContext security) {
        calls.clearProxies(Visitor.caller(security));
        return SuccessView.DONE;
    }
}
