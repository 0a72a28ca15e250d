package io.omniroute.admin;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.connection.ProviderNode;

/** Which provider or node a form means, and what has to be agreed to before an account there may be connected. */
final class ProviderTargets {
    private static final int LONGEST_PROVIDER = 100;
    private static final Set<String> NODE_TYPES = Set.of(NodeType.OPENAI_CHAT.typeId(), NodeType.ANTHROPIC.typeId(),
            NodeType.GEMINI.typeId());
    private final Stores stores;
    private final ProviderDirectory directory;
    private final boolean severalPerNode;

    ProviderTargets(Stores stores, ProviderDirectory directory, boolean severalPerNode) {
        this.stores = stores;
        this.directory = directory;
        this.severalPerNode = severalPerNode;
    }

    /** A provider of the catalogue or a node; exactly one of the two is present. */
    record Target(String id, Optional<KnownProvider> provider, Optional<ProviderNode> node) {
        /** What its accounts are: a subscription takes a pasted access token, everything else an API key. */
        AuthType authType() {
            return provider.filter(KnownProvider::subscription).isPresent() ? AuthType.OAUTH : AuthType.APIKEY;
        }
    }

    /** @throws RefusedException when it is neither a provider of the catalogue nor a node */
    Target target(Form form) {
        String wanted = form.requiredText("provider", LONGEST_PROVIDER, "Invalid provider");
        form.check();
        Optional<ProviderNode> node = stores.nodes().find(wanted);
        if (node.isPresent()) {
            return new Target(wanted, Optional.empty(), node);
        }
        if (NODE_TYPES.stream().anyMatch(type -> wanted.startsWith(type + "-"))) {
            throw RefusedException.notFound("Provider node not found");
        }
        return directory.find(wanted).map(known -> new Target(known.id(), Optional.of(known), Optional.empty()))
                .orElseThrow(() -> RefusedException.invalid("provider", "Invalid provider"));
    }

    ProviderData startData(Target target) {
        return target.node().map(node -> NodeAdmin.withNode(ProviderData.NONE, node)).orElse(ProviderData.NONE);
    }

    /**
     * Whether the terms of a subscription were accepted by this form; false where none are asked for.
     *
     * @throws RefusedException when they were not
     */
    boolean termsAccepted(Target target, Form form) {
        Optional<KnownProvider> subscription = target.provider().filter(KnownProvider::subscription);
        if (subscription.isEmpty()) {
            return false;
        }
        KnownProvider provider = subscription.get();
        if (!form.flag("acceptTerms").orElse(false)) {
            throw new RefusedException(Refusal
                    .of(Refusal.Kind.CONFLICT, "terms_not_accepted",
                            "The terms of " + provider.displayName() + " have to be accepted")
                    .with("notice", Map.of("provider", provider.id(), "text", provider.notice().text(), "url",
                            provider.notice().url())));
        }
        return true;
    }

    void refuseSecondAtNode(Target target, boolean sameName) {
        boolean occupied = stores.connections().all().stream().anyMatch(c -> c.provider().equals(target.id()));
        if (target.node().isPresent() && occupied && !sameName && !severalPerNode) {
            throw RefusedException.conflict("node_has_connection", "This node already has a connection");
        }
    }
}
