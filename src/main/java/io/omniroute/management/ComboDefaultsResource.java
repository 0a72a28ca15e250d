package io.omniroute.management;

import io.omniroute.admin.ComboDefaults;
import io.omniroute.admin.Form;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/settings/combo-defaults}. */
@Path("settings/combo-defaults")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ComboDefaultsResource {
    private final ComboDefaults defaults;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ComboDefaultsResource() {
        this(null);
    }

    @Inject
    public ComboDefaultsResource(ComboDefaults defaults) {
        this.defaults = defaults;
    }

    @GET
    public ComboDefaults.InForce all() {
        return defaults.all();
    }

    @PATCH
    public ComboDefaults.InForce change(Form form, @Context SecurityContext security) {
        return defaults.change(form, Visitor.caller(security));
    }

    @PUT
    public ComboDefaults.InForce put(Form form, @Context SecurityContext security) {
        return change(form, security);
    }
}
