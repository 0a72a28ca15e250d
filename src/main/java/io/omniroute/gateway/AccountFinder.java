package io.omniroute.gateway;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.settings.RoutingSettings;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.resilience.Rotation;
import io.omniroute.resilience.Standing;
import io.omniroute.resilience.Target;
import io.omniroute.routing.AccountOrders;
import io.omniroute.routing.Candidate;
import io.omniroute.routing.Choice;
import io.omniroute.routing.Turn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the account that serves a model next (40 section 2): the conversation's own while it can, else the strategy's. */
final class AccountFinder {
    private final Snapshot snapshot;
    private final UpstreamSide side;
    private final Map<String, String> baseUrls;
    private final Function<Leg, Optional<BigDecimal>> prices;

    /**
     * @param baseUrls the operator's, by provider id
     * @param prices a model's input price on an account's plan
     */
    AccountFinder(Snapshot snapshot, UpstreamSide side, Map<String, String> baseUrls,
            Function<Leg, Optional<BigDecimal>> prices) {
        this.snapshot = snapshot;
        this.side = side;
        this.baseUrls = baseUrls;
        this.prices = prices;
    }

    /** An account, or why there is none. */
    sealed interface Find {
        /** The accounts that cannot serve now. */
        List<Resting> resting();

        /** @param others whether another account of the provider could serve instead */
        record Account(Leg leg, Target target, boolean others, List<Resting> resting) implements Find {}

        /** No account can serve; with nobody resting the provider has none, or all were asked already. */
        record Nobody(List<Resting> resting) implements Find {}
    }

    /** An account that cannot serve now. */
    record Resting(Connection connection, Standing standing) {}

    /**
     * The account to try.
     *
     * @param tried ids of connections this request asked already
     */
    Find next(Stop stop, Set<String> tried, Optional<String> conversation) {
        List<Connection> ready = new ArrayList<>();
        List<Connection> throttled = new ArrayList<>();
        List<Resting> resting = new ArrayList<>();
        for (Connection connection : snapshot.activeConnections(stop.provider())) {
            if (tried.contains(connection.id())) {
                continue;
            }
            Standing standing = side.upstreams().standing(target(stop, connection));
            switch (standing) {
                case Standing.Ready ok -> ready.add(connection);
                case Standing.Throttled full -> throttled.add(connection);
                default -> resting.add(new Resting(connection, standing));
            }
        }
        List<Connection> candidates = ready.isEmpty() ? throttled : ready;
        return candidates.isEmpty()
                ? new Find.Nobody(resting)
                : account(stop, chosen(stop, candidates, conversation), ready.size() + throttled.size() > 1, resting);
    }

    private Find account(Stop stop, Connection connection, boolean others, List<Resting> resting) {
        return new Find.Account(leg(stop, connection), target(stop, connection), others, resting);
    }

    private Connection chosen(Stop stop, List<Connection> candidates, Optional<String> conversation) {
        if (candidates.size() == 1) {
            return marked(stop, candidates, candidates.getFirst().id());
        }
        return conversation.flatMap(id -> side.affinity().account(id, stop.provider()))
                .filter(bound -> candidates.stream().anyMatch(it -> it.id().equals(bound)))
                .map(bound -> marked(stop, candidates, bound))
                .orElseGet(() -> byStrategy(stop, candidates));
    }

    /** Its use counts for the strategies although none was asked. */
    private Connection marked(Stop stop, List<Connection> candidates, String id) {
        Connection connection = candidates.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
        return side.rotation().choosing(stop.provider(), uses -> Optional.of(new Rotation.Chosen<>(id,
                uses.of(id).map(use -> use.consecutive() + 1).orElse(1), connection))).orElseThrow();
    }

    private Connection byStrategy(Stop stop, List<Connection> candidates) {
        RoutingSettings routing = snapshot.settings().routing();
        var turn = new Turn(routing.stickyLimit(), side.random());
        return side.rotation().choosing(stop.provider(), uses -> {
            List<Candidate> all = candidates.stream().map(it -> candidate(stop, it, uses)).toList();
            Optional<Choice> choice = AccountOrders.of(routing.accounts()).choose(all, turn);
            return choice.map(it -> new Rotation.Chosen<>(it.candidate().connection().id(), it.consecutiveUses(),
                    it.candidate().connection()));
        }).orElseThrow();
    }

    private Candidate candidate(Stop stop, Connection connection, Rotation.Uses uses) {
        Optional<Rotation.Use> use = uses.of(connection.id());
        return new Candidate(connection, side.upstreams().healthScore(connection.id()),
                use.map(Rotation.Use::at).orElse(null),
                use.map(Rotation.Use::consecutive).orElse(0), prices.apply(leg(stop, connection)));
    }

    private Leg leg(Stop stop, Connection connection) {
        Optional<String> baseUrl = connection.baseUrl().or(() -> Optional.ofNullable(baseUrls.get(stop.provider())));
        return new Leg(stop.found().reach().endpoint(baseUrl, connection.authType()), connection, stop.model());
    }

    private static Target target(Stop stop, Connection connection) {
        return new Target(stop.provider(), connection.id(), stop.model());
    }
}
