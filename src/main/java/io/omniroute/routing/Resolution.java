package io.omniroute.routing;

import io.omniroute.catalog.Reach;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.route.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a model name stands for. */
public sealed interface Resolution {
    /** What a name that leads to no combo stands for. */
    sealed interface Single extends Resolution permits Found, NotResolved {}

    /**
     * A provider or node and its model.
     *
     * @param providerId registry id or node id
     * @param providerAlias registry alias or node prefix
     * @param modelId as the catalogue names it, without a prefix
     * @param upstreamModel what is sent instead
     * @param rule the rule of the resolution order that named the provider
     * @param trail what was asked for and the aliases followed
     */
    record Found(String providerId, String providerAlias, String modelId, String upstreamModel, Reach reach, Rule rule,
            Trail trail) implements Single {
        /** Where it would go without an account's own settings. */
        public Endpoint endpoint() {
            return reach.endpoint();
        }

        /** The alias or pattern that was followed last. */
        public Optional<String> alias() {
            return trail.alias();
        }

        /** The provider's id and the model, whatever the client called them. */
        public String canonicalName() {
            return providerId + "/" + modelId;
        }

        Found along(Trail followed) {
            return new Found(providerId, providerAlias, modelId, upstreamModel, reach, rule, followed);
        }
    }

    /** An active combo with at least one entry. */
    record Group(Combo combo, Trail trail) implements Resolution {
        /** The alias or pattern that was followed last. */
        public Optional<String> alias() {
            return trail.alias();
        }
    }

    /** Nothing, and what to tell the caller. */
    record NotResolved(Failure.Refused failure) implements Single {}

    /**
     * How a name was read.
     *
     * @param name what was asked for, cleaned and without the marker
     * @param extendedContext it carried the marker {@code [1m]}: the client counts on a window of a million tokens
     * @param hops aliases and wildcards followed, in order
     */
    record Trail(String name, boolean extendedContext, List<Hop> hops) {
        public Trail {
            hops = List.copyOf(hops);
        }

        Optional<String> alias() {
            return hops.isEmpty() ? Optional.empty() : Optional.of(hops.getLast().pattern());
        }

        /** The first rule that applied: an alias or a wildcard where one did, else the one given. */
        public Rule winning(Rule otherwise) {
            return hops.isEmpty() ? otherwise : hops.getFirst().rule();
        }
    }

    /**
     * One alias that was followed.
     *
     * @param rule {@link Rule#EXACT_ALIAS} or {@link Rule#WILDCARD_ALIAS}
     * @param pattern the alias, or the pattern that matched
     */
    record Hop(Rule rule, String pattern, String target) {}

    /** The rules of 40 §1 that can decide where a name goes. */
    enum Rule {
        /** The name is a combo's. */
        COMBO,
        /** The name is a user's alias. */
        EXACT_ALIAS,
        /** A user's pattern matches the name. */
        WILDCARD_ALIAS,
        /** An alias leads to any provider that has the model. */
        ANY_PROVIDER,
        /** The part before the first slash is a provider's alias or id. */
        PROVIDER_PREFIX,
        /** The part before the first slash is a node's prefix or id. */
        NODE_PREFIX,
        /** The whole name, slash included, is a model of another connected provider. */
        LISTED_WITH_SLASH,
        /** No prefix; providers list the model. */
        KNOWN_MODEL,
        /** No prefix and nobody lists it, but the vendor is evident. */
        VENDOR_NAME,
        /** Nobody knows the name and the operator named who gets such. */
        UNKNOWN_MODEL;

        /** As it is written in JSON, for example {@code known-model}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
