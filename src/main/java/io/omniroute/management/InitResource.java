package io.omniroute.management;

import io.omniroute.admin.SettingsAdmin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code /api/init}: whether somebody is home. */
@Path("init")
@Singleton
public class InitResource {
    private final SettingsAdmin settings;
    private final Installation installation;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public InitResource() {
        this(null, null);
    }

    @Inject
    public InitResource(SettingsAdmin settings, Installation installation) {
        this.settings = settings;
        this.installation = installation;
    }

    @GET
    @Open
    @Produces("text/plain;qs=1")
    public String text() {
        return "Initialized";
    }

    @GET
    @Open
    @Produces("application/json;qs=0.5")
    public InitView json() {
        return new InitView(settings.setupComplete(), installation.version());
    }

    /** The state of the set-up. */
    public record InitView(boolean setupComplete, String version) {}
}
