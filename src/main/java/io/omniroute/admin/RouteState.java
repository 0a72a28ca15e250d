package io.omniroute.admin;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import io.omniroute.policy.Policies;
import io.omniroute.resilience.ComboCounters;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.Standing;
import io.omniroute.resilience.Target;
import io.omniroute.resilience.Upstreams;
import io.omniroute.routing.Candidate;
import io.omniroute.routing.EntryFacts;
import io.omniroute.routing.Names;
import io.omniroute.routing.Outlook;
import io.omniroute.routing.Reachability;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.usage.PriceTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the corridor remembers of upstreams, to look at and not to change.
 *
 * @param unknownModels the provider that gets names nobody knows; empty = they are errors
 */
public record RouteState(Upstreams upstreams, Rotation rotation, ComboCounters counters,
        Optional<String> unknownModels) {
    /** What can be reached now, and whom the policies prefer for this model. */
    Reachability reach(Snapshot snapshot, String model) {
        List<String> preferred = Policies.preferred(snapshot, model);
        return new Reachability() {
            @Override
            public boolean usable(String provider, String wanted) {
                return upstreams.provider(provider).ready() && upstreams.unavailable(provider, wanted).isEmpty();
            }

            @Override
            public List<String> preferred() {
                return preferred;
            }

            @Override
            public Optional<String> unknownModels() {
                return unknownModels;
            }
        };
    }

    /** The combo's turn as it is; a request would count. */
    EntryFacts order(Combo combo, Names names, Catalog catalog, RandomGenerator random) {
        var prices = new PriceTable(catalog, names.snapshot());
        return new EntryFacts(counters.turn(combo.name()), entry -> counters.lastHour(combo.name(), entry.model()),
                entry -> names.apply(entry.model()) instanceof Found found ? input(prices, found) : Optional.empty(),
                random);
    }

    private static Optional<BigDecimal> input(PriceTable prices, Found found) {
        return prices.price(found.providerId(), found.modelId()).flatMap(RouteState::input);
    }

    private static Optional<BigDecimal> input(Price price) {
        return Optional.ofNullable(price.input());
    }

    Outlook outlook(Snapshot snapshot, Catalog catalog) {
        var prices = new PriceTable(catalog, snapshot);
        return new Outlook() {
            @Override
            public Optional<String> obstacle(Found found) {
                Standing standing = upstreams.provider(found.providerId());
                return standing.ready()
                        ? upstreams.unavailable(found.providerId(), found.upstreamModel())
                                .map(left -> "model unavailable for " + seconds(left) + " s")
                        : Optional.of(told(standing));
            }

            @Override
            public Optional<String> obstacle(Found found, Connection connection) {
                Standing standing = upstreams.standing(
                        new Target(found.providerId(), connection.id(), found.upstreamModel()));
                return standing.ready() ? Optional.empty() : Optional.of(told(standing));
            }

            @Override
            public Candidate candidate(Found found, Connection connection) {
                Optional<Rotation.Use> use = rotation.last(found.providerId(), connection.id());
                return new Candidate(connection, upstreams.healthScore(connection.id()),
                        use.map(Rotation.Use::at).orElse(null), use.map(Rotation.Use::consecutive).orElse(0),
                        input(prices, found));
            }
        };
    }

    private static String told(Standing standing) {
        return standing.why() + standing.retryAfter().map(left -> ", for " + seconds(left) + " s").orElse("");
    }

    private static long seconds(Duration left) {
        return Math.max(1, left.plusMillis(999).toSeconds());
    }
}
