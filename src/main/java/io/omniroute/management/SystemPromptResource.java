package io.omniroute.management;

import io.omniroute.admin.Form;
import io.omniroute.admin.ShapingAdmin;
import io.omniroute.domain.settings.SystemPrompt;
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

/** {@code /api/settings/system-prompt}. */
@Path("settings/system-prompt")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class SystemPromptResource {
    private final ShapingAdmin shaping;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public SystemPromptResource() {
        this(null);
    }

    @Inject
    public SystemPromptResource(ShapingAdmin shaping) {
        this.shaping = shaping;
    }

    @GET
    public PromptView current() {
        return PromptView.of(shaping.systemPrompt());
    }

    @PUT
    public PromptView change(Form form, @Context SecurityContext security) {
        return PromptView.of(shaping.changeSystemPrompt(form, Visitor.caller(security)));
    }

    @PATCH
    public PromptView patch(Form form, @Context SecurityContext security) {
        return change(form, security);
    }

    /** The text every conversation gets. */
    public record PromptView(boolean enabled, String prompt, String position) {
        static PromptView of(SystemPrompt prompt) {
            return new PromptView(prompt.enabled(), prompt.text(), prompt.append() ? "append" : "prepend");
        }
    }
}
