package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import io.omniroute.policy.ModelRules;
import io.omniroute.policy.Policies;
import io.omniroute.resilience.Upstreams;
import io.omniroute.routing.ComboWalk;
import io.omniroute.routing.EntryFacts;
import io.omniroute.routing.ProviderScope;
import io.omniroute.routing.Names;
import io.omniroute.routing.Reachability;
import io.omniroute.routing.Resolution;
import io.omniroute.routing.Resolver;
import io.omniroute.usage.PriceTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
        this.reach = new Reach(side.upstreams(), unknownModels, Policies.preferred(snapshot, asked.model()));
        this.prices = new PriceTable(catalog, snapshot);
    }

    /** What may be reached now. */
    private record Reach(Upstreams upstreams, Optional<String> unknownModels, List<String> preferred)
            implements
                Reachability {
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
        return switch (resolution) {
            case Resolution.Found found -> target(found);
            case Resolution.Group group -> new ModelRules.Target(asked.model(), "", "", group.combo().name());
            case Resolution.NotResolved not -> throw new GatewayException(not.failure());
        };
    }

    private ModelRules.Target target(Resolution.Found found) {
        return new ModelRules.Target(asked.model(), found.providerId(), found.providerAlias(), found.modelId());
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
            case Resolution.Group group -> Itinerary.of(walk(group.combo(), decisions), asked.model(), facts);
            case Resolution.NotResolved not -> throw new GatewayException(not.failure());
        };
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

    /** What a combo may lead to: its caller may use all of it, but a blocked provider serves nobody. */
    private Resolution unblocked(String model) {
        return named(model) instanceof Resolution.Found found ? permitted(found, Caller.LOCAL) : named(model);
    }

    /** What a fallback chain may lead to: nothing the caller could not ask for itself. */
    private Resolution permitted(String model) {
        return named(model) instanceof Resolution.Found found ? permitted(found, inbound.caller()) : named(model);
    }

    private Resolution permitted(Resolution.Found found, Caller caller) {
        var wanted = new ModelRules.Target(found.canonicalName(), found.providerId(), found.providerAlias(),
                found.modelId());
        return ModelRules.refusal(caller, snapshot.settings(), wanted)
                .<Resolution>map(Resolution.NotResolved::new).orElse(found);
    }
}
