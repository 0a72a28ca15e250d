package io.omniroute.policy;

import io.omniroute.catalog.AllowedModels;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.settings.Settings;
import java.util.List;
import java.util.Optional;

/** The second question, once the model is resolved: may this caller use it there (10 §2.2)? */
public final class ModelRules {
    private ModelRules() {}

    /**
     * A model as asked for and as resolved.
     *
     * @param requested the client's string
     * @param providerAlias registry alias or node prefix
     * @param modelId without a prefix
     */
    public record Target(String requested, String providerId, String providerAlias, String modelId) {
        List<String> names() {
            return List.of(requested, providerId + "/" + modelId, providerAlias + "/" + modelId);
        }
    }

    /**
     * Why the caller may not use the target; empty when it may.
     *
     * @return 403 {@code provider_blocked} or {@code model_not_allowed}
     */
    public static Optional<Failure.Refused> refusal(Caller caller, Settings settings, Target target) {
        if (settings.blockedProviders().contains(target.providerId())) {
            return refused("provider_blocked", "Provider " + target.providerId() + " is blocked by the operator");
        }
        boolean allowed = caller.key().map(key -> AllowedModels.allow(key, target.names())).orElse(true);
        return allowed
                ? Optional.empty()
                : refused("model_not_allowed", "Model " + target.requested() + " is not allowed for this API key");
    }

    private static Optional<Failure.Refused> refused(String code, String message) {
        return Optional.of(Failure.Refused.of(403, code, message));
    }
}
