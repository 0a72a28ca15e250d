package io.omniroute.management;

import io.omniroute.admin.Form;
import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.domain.settings.ResilienceSettings;
import io.omniroute.management.ResilienceView.LimitsView;
import io.omniroute.management.ResilienceView.ProfilesView;
import io.omniroute.domain.resilience.Shown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/resilience}, {@code /api/sessions}: how failures are borne. */
@Path("")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ResilienceResource {
    private final ResilienceAdmin resilience;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ResilienceResource() {
        this(null);
    }

    @Inject
    public ResilienceResource(ResilienceAdmin resilience) {
        this.resilience = resilience;
    }

    @GET
    @Path("resilience")
    public ResilienceView all() {
        return ResilienceView.of(resilience);
    }

    @PATCH
    @Path("resilience")
    public ChangedView change(Form form, @Context SecurityContext security) {
        ResilienceSettings settings = resilience.change(form, Visitor.caller(security));
        return new ChangedView(true, ProfilesView.of(settings.profiles()), LimitsView.of(settings.rateLimits()));
    }

    @POST
    @Path("resilience/reset")
    public ResetView reset(Form form, @Context SecurityContext security) {
        Shown.Reset done = resilience.reset(form, Visitor.caller(security));
        return new ResetView(true, done.breakers(), done.cooldowns(), done.lockouts());
    }

    @GET
    @Path("sessions")
    public SessionsView sessions() {
        List<SessionView> sessions = resilience.sessions().stream().map(SessionView::of).toList();
        return new SessionsView(sessions.size(), sessions);
    }

    /** What holds after a change. */
    public record ChangedView(boolean ok, ProfilesView profiles, LimitsView defaults) {}

    /** What a reset did. */
    public record ResetView(boolean ok, int resetBreakers, int clearedCooldowns, int clearedModelLockouts) {}

    /** The conversations of the last half hour. */
    public record SessionsView(int count, List<SessionView> sessions) {}

    /** A conversation. */
    public record SessionView(String sessionId, Instant createdAt, Instant lastActive, long requestCount,
            @Nullable String connectionId, long ageMs) {
        static SessionView of(Shown.Conversation it) {
            return new SessionView(it.id(), it.createdAt(), it.lastActive(), it.requests(),
                    it.connectionId().orElse(null), it.age().toMillis());
        }
    }
}
