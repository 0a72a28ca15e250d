package io.omniroute.management;

import java.util.List;

import io.omniroute.admin.UsageAdmin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/usage}: what was used. */
@Path("usage")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {
    private final UsageAdmin usage;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public UsageResource() {
        this(null);
    }

    @Inject
    public UsageResource(UsageAdmin usage) {
        this.usage = usage;
    }

    @GET
    @Path("history")
    public UsageView history() {
        return UsageView.of(usage.overview());
    }

    @GET
    @Path("stats")
    public UsageView stats() {
        return history();
    }

    @GET
    @Path("logs")
    public List<String> logs() {
        return usage.newestLogLines();
    }

    @GET
    @Path("request-logs")
    public List<String> requestLogs() {
        return logs();
    }

    /** What an account may still use: known for accounts that were logged in to, not for API keys. */
    @GET
    @Path("{connectionId}")
    public MessageView quota(@PathParam("connectionId") String connectionId) {
        return new MessageView(usage.quota(connectionId));
    }
}
