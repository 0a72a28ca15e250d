package io.omniroute.routing;

import io.omniroute.catalog.Reach;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.route.Endpoint;
import java.util.Optional;

/** What a model name stands for. */
public sealed interface Resolution {
    /**
     * A provider or node and its model.
     *
     * @param providerId registry id or node id
     * @param providerAlias registry alias or node prefix
     * @param modelId as the catalogue names it, without a prefix
     * @param upstreamModel what is sent instead
     * @param rule the rule of the resolution order that decided
     * @param alias the user's model alias that was followed last
     */
    record Found(String providerId, String providerAlias, String modelId, String upstreamModel, Reach reach, Rule rule,
            Optional<String> alias) implements Resolution {
        /** Where it would go without an account's own settings. */
        public Endpoint endpoint() {
            return reach.endpoint();
        }

        Found through(String followed) {
            return new Found(providerId, providerAlias, modelId, upstreamModel, reach, rule, Optional.of(followed));
        }
    }

    /** Nothing, and what to tell the caller. */
    record NotResolved(Failure.Refused failure) implements Resolution {}

    /** The rules of 40 §1 that can decide where a name goes. */
    enum Rule {
        /** The part before the first slash is a provider's alias or id. */
        PROVIDER_PREFIX,
        /** The part before the first slash is a node's prefix or id. */
        NODE_PREFIX,
        /** The whole name, slash included, is a model of another connected provider. */
        LISTED_WITH_SLASH,
        /** No prefix; providers list the model. */
        KNOWN_MODEL,
        /** No prefix and nobody lists it, but the vendor is evident. */
        VENDOR_NAME
    }
}
