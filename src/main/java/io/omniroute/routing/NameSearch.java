package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.CustomModels;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.NodeEndpoints;
import io.omniroute.catalog.Provider;
import io.omniroute.catalog.ProviderEndpoints;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.routing.Resolution.NotResolved;
import io.omniroute.routing.Resolution.Rule;
import io.omniroute.routing.Resolution.Single;
import io.omniroute.routing.Resolution.Trail;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The orders 4 to 7 of 40 §1 for one name, aliases already followed. */
record NameSearch(Snapshot snapshot, Catalog catalog, Optional<Format> door, Reachability reach) {
    /** Google's providers in the order the Gemini door prefers them (10 §10). */
    private static final List<String> GEMINI_DOOR_ORDER = List.of("gemini", "gemini-cli", "antigravity");
    private static final String ANY = "*/";
    /** Stands until the resolver puts in what was asked for. */
    private static final Trail UNNAMED = new Trail("", false, List.of());
    /**
     * The provider and model.
     *
     * @param aliasTarget the name is what an alias leads to: {@code *}{@code /model} means any provider that has it
     */
    Single find(String name, boolean aliasTarget) {
        if (aliasTarget && name.startsWith(ANY)) {
            String model = name.substring(ANY.length());
            return anywhere(name, model);
        }
        int slash = name.indexOf('/');
        return slash < 0 ? unprefixed(name) : prefixed(name, name.substring(0, slash), name.substring(slash + 1));
    }

    private Single anywhere(String name, String model) {
        Optional<String> owner = new AnyProvider(snapshot, catalog, reach).of(model);
        return owner.flatMap(catalog::provider).map(provider -> at(provider, model, Rule.ANY_PROVIDER))
                .or(() -> owner.flatMap(snapshot::node).map(node -> at(node, model, Rule.ANY_PROVIDER)))
                .orElseGet(() -> unknown(name));
    }

    private Single prefixed(String name, String prefix, String rest) {
        if (rest.isBlank()) {
            return refused("bad_request", "Invalid model format");
        }
        Optional<Provider> provider = catalog.byPrefix(prefix);
        if (provider.isPresent()) {
            return ofProvider(name, provider.get(), rest);
        }
        return snapshot.nodeByPrefix(prefix).or(() -> snapshot.node(prefix))
                .map(node -> at(node, rest, Rule.NODE_PREFIX))
                .orElseGet(() -> unknown(name));
    }

    private Single ofProvider(String name, Provider provider, String rest) {
        if (!lists(provider, rest)) {
            List<Provider> others = listing(name).filter(this::connected).toList();
            if (others.size() == 1) {
                return at(others.getFirst(), name, Rule.LISTED_WITH_SLASH);
            }
        }
        return at(provider, rest, Rule.PROVIDER_PREFIX);
    }

    private Single unprefixed(String name) {
        List<Provider> candidates = listing(name).toList();
        List<Provider> ready = candidates.stream().filter(Provider::supported).filter(this::connected).toList();
        Optional<Provider> vendor = vendorOf(name);
        if (candidates.isEmpty() || ready.isEmpty() && vendor.filter(this::connected).isPresent()) {
            return vendor.map(provider -> at(provider, name, Rule.VENDOR_NAME)).orElseGet(() -> unnamed(name));
        }
        return known(name, ready.isEmpty() ? candidates : ready);
    }

    /** Providers that can serve it come before those that merely list it (docs/adr/0010). */
    private Single known(String name, List<Provider> candidates) {
        return preferredByPolicy(candidates).or(() -> preferredByDoor(candidates)).or(() -> only(candidates, "openai"))
                .or(() -> single(candidates))
                .or(() -> single(candidates.stream().filter(this::connected).toList()))
                .map(provider -> at(provider, name, Rule.KNOWN_MODEL)).orElseGet(() -> ambiguous(name, candidates));
    }

    private Optional<Provider> preferredByPolicy(List<Provider> candidates) {
        return reach.preferred().stream().flatMap(id -> only(candidates, id).stream()).findFirst();
    }

    private Optional<Provider> preferredByDoor(List<Provider> candidates) {
        if (door.filter(format -> format == Format.GEMINI).isEmpty()) {
            return Optional.empty();
        }
        List<Provider> inOrder = GEMINI_DOOR_ORDER.stream().flatMap(id -> only(candidates, id).stream()).toList();
        return inOrder.stream().filter(this::connected).findFirst().or(() -> inOrder.stream().findFirst());
    }

    private static Optional<Provider> only(List<Provider> candidates, String id) {
        return candidates.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    private static Optional<Provider> single(List<Provider> candidates) {
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    private Optional<Provider> vendorOf(String name) {
        if (Stream.of("gpt-", "o1", "o3", "o4").anyMatch(name::startsWith)) {
            return catalog.provider("openai");
        }
        if (name.startsWith("claude-")) {
            boolean onlySubscription = connected("claude") && !connected("anthropic");
            return catalog.provider(onlySubscription ? "claude" : "anthropic");
        }
        return Stream.of("gemini-", "gemma-").anyMatch(name::startsWith)
                ? catalog.provider("gemini")
                : Optional.empty();
    }

    private Stream<Provider> listing(String model) {
        Stream<Provider> byOperator = snapshot.customModels().keySet().stream()
                .flatMap(id -> catalog.provider(id).stream()).filter(provider -> custom(provider, model));
        return Stream.concat(catalog.chatProvidersOf(model).stream(), byOperator).distinct();
    }

    private boolean lists(Provider provider, String model) {
        return provider.chatModel(model).isPresent() || custom(provider, model);
    }

    private boolean custom(Provider provider, String model) {
        return CustomModels.find(snapshot, provider.id(), model).isPresent();
    }

    private boolean connected(Provider provider) {
        return connected(provider.id());
    }

    private boolean connected(String providerId) {
        return !snapshot.activeConnections(providerId).isEmpty();
    }

    private Single at(Provider provider, String modelId, Rule rule) {
        if (!provider.supported()) {
            return refused("provider_not_supported",
                    "Provider " + provider.displayName() + " (" + provider.id() + ") cannot be called by this version");
        }
        Optional<Model> model = provider.model(modelId);
        return new Found(provider.id(), provider.alias(), modelId, model.map(Model::upstreamId).orElse(modelId),
                ProviderEndpoints.of(provider, model.flatMap(Model::targetFormat), door), rule,
                UNNAMED);
    }

    private static Single at(ProviderNode node, String modelId, Rule rule) {
        return new Found(node.id(), node.prefix(), modelId, modelId, NodeEndpoints.reach(node), rule, UNNAMED);
    }

    private Single ambiguous(String name, List<Provider> candidates) {
        List<Provider> connectedFirst = Stream
                .concat(candidates.stream().filter(this::connected), candidates.stream()).distinct().toList();
        return refused("bad_request", "Model " + name + " is offered by several providers, use for example "
                + connectedFirst.get(0).alias() + "/" + name + " or " + connectedFirst.get(1).alias() + "/" + name);
    }

    /** Nobody knows it: to the provider the operator named for that, if any. */
    private Single unnamed(String name) {
        return reach.unknownModels().flatMap(catalog::provider)
                .map(provider -> at(provider, name, Rule.UNKNOWN_MODEL)).orElseGet(() -> unknown(name));
    }

    private static Single unknown(String name) {
        return new NotResolved(
                new Failure.Refused(404, "model_not_found", "Model " + name + " not found", "model", null));
    }

    private static Single refused(String code, String message) {
        return new NotResolved(new Failure.Refused(400, code, message, "model", null));
    }
}
