package io.omniroute.management;

import io.omniroute.admin.Form;
import io.omniroute.admin.ShapingAdmin;
import io.omniroute.domain.settings.ThinkingBudget;
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

/** {@code /api/settings/thinking-budget}. */
@Path("settings/thinking-budget")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ThinkingBudgetResource {
    private final ShapingAdmin shaping;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ThinkingBudgetResource() {
        this(null);
    }

    @Inject
    public ThinkingBudgetResource(ShapingAdmin shaping) {
        this.shaping = shaping;
    }

    @GET
    public ThinkingView current() {
        return ThinkingView.of(shaping.thinking());
    }

    @PUT
    public ThinkingView change(Form form, @Context SecurityContext security) {
        return ThinkingView.of(shaping.changeThinking(form, Visitor.caller(security)));
    }

    @PATCH
    public ThinkingView patch(Form form, @Context SecurityContext security) {
        return change(form, security);
    }

    /** What becomes of thinking fields. */
    public record ThinkingView(String mode, int customBudget, String effortLevel) {
        static ThinkingView of(ThinkingBudget thinking) {
            return new ThinkingView(thinking.mode().id(), thinking.customTokens(), thinking.effort().id());
        }
    }
}
