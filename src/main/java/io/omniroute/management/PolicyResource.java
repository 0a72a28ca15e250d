package io.omniroute.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.omniroute.admin.Form;
import io.omniroute.admin.LockoutAdmin;
import io.omniroute.admin.PolicyAdmin;
import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.domain.policy.Policy;
import io.omniroute.management.ResilienceView.CircuitView;
import io.omniroute.security.Lockouts.Locked;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code /api/policies}: declarative policies, and who is locked out (20 section 14). */
@Path("policies")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {
    private final PolicyAdmin policies;
    private final LockoutAdmin lockouts;
    private final ResilienceAdmin resilience;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public PolicyResource() {
        this(null, null, null);
    }

    @Inject
    public PolicyResource(PolicyAdmin policies, LockoutAdmin lockouts, ResilienceAdmin resilience) {
        this.policies = policies;
        this.lockouts = lockouts;
        this.resilience = resilience;
    }

    @GET
    public PoliciesView all() {
        return new PoliciesView(resilience.breakers().stream().map(CircuitView::of).toList(),
                lockouts.locked().stream().map(LockedView::of).toList(),
                policies.all().stream().map(PolicyView::of).toList());
    }

    /** With an {@code action} what it says, else a policy. */
    @POST
    public Response post(Form form, @Context SecurityContext security) {
        if (!form.has("action")) {
            Policy saved = policies.save(form, Visitor.caller(security));
            return Response.status(Response.Status.CREATED).entity(PolicyView.of(saved)).build();
        }
        if (!"unlock".equals(form.raw("action"))) {
            form.wrong("action", "must be one of [unlock]");
        }
        lockouts.unlock(form, Visitor.caller(security));
        return Response.ok(SuccessView.DONE).build();
    }

    @DELETE
    public SuccessView delete(@QueryParam("id") @DefaultValue("") String id, @Context SecurityContext security) {
        policies.delete(id, Visitor.caller(security));
        return SuccessView.DONE;
    }

    /** All that decides who may ask for what. */
    public record PoliciesView(List<CircuitView> circuitBreakers, List<LockedView> lockedIdentifiers,
            List<PolicyView> policies) {}

    /** @param kind at what it failed: {@code login}, {@code apiKey}, {@code csrf} */
    public record LockedView(String identifier, Instant lockedUntil, long remainingMs, String kind) {
        static LockedView of(Locked locked) {
            return new LockedView(locked.identifier(), locked.until(), locked.left().toMillis(), locked.kind().id());
        }
    }

    /** A policy in the words in which it is sent. */
    public record PolicyView(String id, String name, String type, boolean enabled, int priority,
            ConditionsView conditions, ActionsView actions) {
        static PolicyView of(Policy policy) {
            boolean routing = policy.type() == Policy.Type.ROUTING;
            boolean access = policy.type() == Policy.Type.ACCESS;
            return new PolicyView(policy.id(), policy.name(), policy.type().id(), policy.enabled(), policy.priority(),
                    new ConditionsView(policy.modelPattern().isEmpty() ? null : policy.modelPattern()),
                    new ActionsView(routing ? policy.preferProviders() : null, access ? policy.blockModels() : null,
                            number(policy.maxTokens())));
        }

        private static @Nullable Integer number(OptionalInt value) {
            return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
        }
    }

    /** When a policy holds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConditionsView(@JsonProperty("model_pattern") @Nullable String modelPattern) {}

    /** What it does; one of them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ActionsView(@JsonProperty("prefer_provider") @Nullable List<String> preferProvider,
            @JsonProperty("block_model") @Nullable List<String> blockModel,
            @JsonProperty("max_tokens") @Nullable Integer maxTokens) {}
}
