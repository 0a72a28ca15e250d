package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import io.omniroute.policy.ModelRules;
import io.omniroute.policy.Policies;
import io.omniroute.policy.PolicyRequest;
import io.omniroute.resilience.Upstreams;
import io.omniroute.routing.Chains;
import io.omniroute.routing.ComboWalk;
import io.omniroute.routing.EntryFacts;
import io.omniroute.routing.ProviderScope;
import io.omniroute.routing.Names;
import io.omniroute.routing.Reachability;
import io.omniroute.routing.Resolution;
import io.omniroute.routing.Resolver;
import io.omniroute.usage.PriceTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds where one request can go: what its model stands for, whether its caller may go there, and in which order. */
final class Wayfinder {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Snapshot snapshot;
    private final Catalog catalog;
    private final UpstreamSide side;
    private final Inbound inbound;
    private final Asked asked;
    private final Reachability reach;
    private final PriceTable prices;

    Wayfinder(Snapshot snapshot, Catalog catalog, UpstreamSide side, Optional<String> unknownModels, Inbound inbound,
            Asked asked) {
        this.snapshot = snapshot;
        this.catalog = catalog;
        this.side = side;
        this.inbound = inbound;
        this.asked = asked;
        this.reach = new Reach(side.upstreams(), unknownModels, Policies.preferred(snapshot, asked.model()),
                this::mayAskFor);
        this.prices = new PriceTable(catalog, snapshot);
    }

    /** What may be reached now, and what this caller may hear of. */
    private record Reach(Upstreams upstreams, Optional<String> unknownModels, List<String> preferred,
            Predicate<String> told)
            implements
                Reachability {
        @Override
        public boolean tellable(String name) {
            return told.test(name);
        }

        @Override
        public boolean usable(String provider, String model) {
            return upstreams.provider(provider).ready() && upstreams.unavailable(provider, model).isEmpty();
        }
    }

    /** @throws GatewayException with {@code Refused} for a name that leads nowhere */
    Resolution resolve() {
        Resolution resolution = inbound.provider().<Resolution>map(
                scope -> ProviderScope.resolve(scope, asked.model(), snapshot, catalog, door()))
                .orElseGet(() -> Resolver.resolve(asked.name(), snapshot, catalog, door(), reach));
        if (resolution instanceof Resolution.NotResolved not) {
            throw new GatewayException(not.failure());
        }
        return resolution;
    }

    private Optional<Format> door() {
        return Optional.of(asked.head().format());
    }

    /** What a resolved model goes by, for the rules on who may use it; a combo goes by its own name. */
    ModelRules.Target target(Resolution resolution) {
        return target(asked.model(), resolution);
    }

    /** A name that leads nowhere goes by itself. */
    private static ModelRules.Target target(String name, Resolution resolution) {
        return switch (resolution) {
            case Resolution.Found found ->
                new ModelRules.Target(name, found.providerId(), found.providerAlias(), found.modelId());
            case Resolution.Group group -> new ModelRules.Target(name, "", "", group.combo().name());
            case Resolution.NotResolved not -> new ModelRules.Target(name, "", "", name);
        };
    }

    /** What a 404 may tell this caller: no combo, alias or model it would be refused. */
    private boolean mayAskFor(String name) {
        return refusal(inbound.caller(), target(name, named(name)), name).isEmpty();
    }

    /** What the prompt costs at least, at the dearest model of a combo. */
    BigDecimal estimate(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Found found -> prices.estimateInput(found.providerId(), found.modelId(), inputTokens());
            case Resolution.Group group -> group.combo().entries().stream().map(Combo.Entry::model).map(this::named)
                    .filter(Resolution.Found.class::isInstance).map(this::estimate).reduce(BigDecimal::max)
                    .orElse(BigDecimal.ZERO);
            case Resolution.NotResolved not -> BigDecimal.ZERO;
        };
    }

    private long inputTokens() {
        return Math.ceilDiv(inbound.body().length(), CHARACTERS_PER_TOKEN);
    }

    /** The models in the order they are tried, those left out that the caller may not use. */
    Itinerary itinerary(Resolution resolution, Decisions decisions) {
        var facts = new Itinerary.Facts(snapshot, catalog, inputTokens(), asked.head().ask().maxOutput(),
                this::permitted);
        return switch (resolution) {
            case Resolution.Found found ->
                Itinerary.of(found, asked.model(), facts, inbound.provider().isEmpty());
            case Resolution.Group group -> Itinerary.of(somewhere(group.combo(), decisions), asked.model(), facts);
            case Resolution.NotResolved not -> throw new GatewayException(not.failure());
        };
    }

    /** @throws GatewayException with what is wrong with its first model, where neither it nor a chain leads anywhere */
    private ComboWalk somewhere(Combo combo, Decisions decisions) {
        ComboWalk walk = walk(combo, decisions);
        if (!walk.hasNext() && Chains.ofCombo(snapshot, asked.model()).isEmpty()) {
            for (Combo.Entry entry : combo.entries()) {
                if (unblocked(entry.model()) instanceof Resolution.NotResolved not) {
                    throw new GatewayException(not.failure());
                }
            }
        }
        return walk;
    }

    private ComboWalk walk(Combo combo, Decisions decisions) {
        return new ComboWalk(combo, new ComboWalk.Facts(snapshot.settings().routing(), this::unblocked, this::facts,
                skip -> decisions.add(String.join("/", skip.path()), skip.model(), null,
                        Decisions.Result.skipped(skip.reason(), null)),
                asked.streaming()));
    }

    private EntryFacts facts(Combo combo) {
        return new EntryFacts(side.counters().nextTurn(combo.name()),
                entry -> side.counters().lastHour(combo.name(), entry.model()), this::price, side.random());
    }

    private Optional<BigDecimal> price(Combo.Entry entry) {
        return named(entry.model()) instanceof Resolution.Found found
                ? prices.price(found.providerId(), found.modelId()).map(Price::input).filter(Objects::nonNull)
                : Optional.empty();
    }

    private Resolution named(String model) {
        return new Names(snapshot, catalog, door(), reach).apply(model);
    }

    /** What a combo may lead to: its caller may use all of it, but what the operator blocked serves nobody. */
    private Resolution unblocked(String model) {
        return permitted(model, Caller.LOCAL);
    }

    /** What a fallback chain may lead to: nothing the caller could not ask for itself. */
    private Resolution permitted(String model) {
        return permitted(model, inbound.caller());
    }

    private Resolution permitted(String model, Caller caller) {
        Resolution resolution = named(model);
        return resolution instanceof Resolution.NotResolved
                ? resolution
                : refusal(caller, target(model, resolution), asked.model()).<Resolution>map(Resolution.NotResolved::new)
                        .orElse(resolution);
    }

    /** A policy for the name that was asked for holds for whatever that leads to. */
    private Optional<Failure.Refused> refusal(Caller caller, ModelRules.Target target, String requested) {
        return ModelRules.refusal(caller, snapshot.settings(), target).or(() -> blocked(target, requested));
    }

    private Optional<Failure.Refused> blocked(ModelRules.Target target, String requested) {
        if (snapshot.rules().policies().isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(
                PolicyRequest.unresolved(Caller.LOCAL, "", requested).resolved(target).names());
        names.add(requested);
        return Policies.refusal(snapshot, target.requested(), names);
    }
}
