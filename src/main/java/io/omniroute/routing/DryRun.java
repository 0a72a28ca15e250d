package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.route.AccountStrategy;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.settings.RoutingSettings;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.routing.Resolution.Group;
import io.omniroute.routing.Resolution.NotResolved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Says where a request would go, without sending it. One per question. */
public final class DryRun {
    private final Facts facts;
    private final Names names;
    private final List<Forecast.Leg> legs = new ArrayList<>();
    private final Set<String> models = new HashSet<>();

    /**
     * What the answer depends on.
     *
     * @param order what a combo's strategy asks; counts nothing
     */
    public record Facts(Snapshot snapshot, Catalog catalog, Reachability reach, Outlook outlook,
            Function<Combo, EntryFacts> order, RandomGenerator random, Size size) {}

    /**
     * How large the request is.
     *
     * @param input estimated tokens of the prompt
     * @param output most tokens it asks for
     */
    public record Size(long input, OptionalInt output) {
        public static final Size UNKNOWN = new Size(0, OptionalInt.empty());
    }

    /** A forecast, or why there is none. */
    public sealed interface Answer {
        record Seen(Forecast forecast) implements Answer {}
        record Refused(Failure.Refused failure) implements Answer {}
    }

    private DryRun(Facts facts) {
        this.facts = facts;
        this.names = new Names(facts.snapshot(), facts.catalog(), Optional.empty(), facts.reach());
    }

    /** The legs of a request for this model, those of its fallback chain last. */
    public static Answer of(String model, Facts facts) {
        Optional<Format> anyDoor = Optional.empty();
        Resolution resolution = Resolver.resolve(model, facts.snapshot(), facts.catalog(), anyDoor, facts.reach());
        return new DryRun(facts).answer(model, resolution);
    }

    private Answer answer(String model, Resolution resolution) {
        return switch (resolution) {
            case NotResolved not -> new Answer.Refused(not.failure());
            case Found found -> {
                accounts(found, "asked for");
                chain(Chains.of(facts.snapshot(), model, found), Optional.of(found));
                yield new Answer.Seen(
                        new Forecast(model, found.trail().winning(found.rule()), Optional.empty(), legs));
            }
            case Group group -> {
                walk(group.combo());
                chain(Chains.ofCombo(facts.snapshot(), model), Optional.empty());
                yield new Answer.Seen(new Forecast(model, group.trail().winning(Resolution.Rule.COMBO),
                        Optional.of(group.combo().strategy()), legs));
            }
        };
    }

    private void walk(Combo combo) {
        RoutingSettings settings = facts.snapshot().settings().routing();
        var walk = new ComboWalk(combo, new ComboWalk.Facts(settings, names, facts.order(),
                skip -> leg("", skip.model(), "", false, skip.reason()), true));
        List<Step> tooSmall = new ArrayList<>();
        while (walk.hasNext()) {
            Step step = walk.next();
            if (fits(step.found())) {
                accounts(step.found(), place(step));
            } else {
                tooSmall.add(step);
            }
        }
        tooSmall.forEach(step -> accounts(step.found(),
                place(step) + ", last because the request is likely larger than the window of its model"));
    }

    private boolean fits(Found found) {
        return ContextWindows.fits(found, facts.snapshot(), facts.catalog(), facts.size().input(),
                facts.size().output());
    }

    private static String place(Step step) {
        return String.join(" > ", step.path()) + " " + step.combo().strategy().id();
    }

    private void chain(List<FallbackChain.Entry> entries, Optional<Found> asked) {
        for (FallbackChain.Entry entry : entries) {
            String name = asked.map(found -> Chains.model(entry, found))
                    .orElseGet(() -> entry.provider() + "/" + entry.model().orElse(""));
            switch (names.apply(name)) {
                case Found found when models.contains(found.canonicalName()) ->
                    leg(found.providerId(), found.modelId(), "", false, "fallback chain: tried already");
                case Found found -> accounts(found, "fallback chain");
                case Group group -> leg("", name, "", false, "fallback chain: leads to a combo");
                case NotResolved not -> leg("", name, "", false, not.failure().message());
            }
        }
    }

    private void accounts(Found found, String why) {
        models.add(found.canonicalName());
        Optional<String> obstacle = obstacle(found);
        if (obstacle.isPresent()) {
            leg(found.providerId(), found.modelId(), "", false, obstacle.get());
            return;
        }
        List<Connection> resting = new ArrayList<>();
        List<Candidate> ready = new ArrayList<>();
        for (Connection connection : facts.snapshot().activeConnections(found.providerId())) {
            if (facts.outlook().obstacle(found, connection).isPresent()) {
                resting.add(connection);
            } else {
                ready.add(facts.outlook().candidate(found, connection));
            }
        }
        inOrder(found, ready, why);
        resting.forEach(connection -> leg(found.providerId(), found.modelId(), connection.name(), false,
                facts.outlook().obstacle(found, connection).orElse("")));
    }

    private Optional<String> obstacle(Found found) {
        Snapshot snapshot = facts.snapshot();
        if (snapshot.settings().blockedProviders().contains(found.providerId())) {
            return Optional.of("the provider is blocked by the operator");
        }
        if (snapshot.activeConnections(found.providerId()).isEmpty()) {
            return Optional.of("No credentials for provider: " + found.providerId());
        }
        return facts.outlook().obstacle(found);
    }

    private void inOrder(Found found, List<Candidate> ready, String why) {
        RoutingSettings settings = facts.snapshot().settings().routing();
        AccountStrategy strategy = settings.accounts();
        List<Candidate> left = new ArrayList<>(ready);
        var turn = new Turn(settings.stickyLimit(), facts.random());
        Optional<Choice> choice = AccountOrders.of(strategy).choose(left, turn);
        while (choice.isPresent()) {
            Candidate chosen = choice.get().candidate();
            leg(found.providerId(), found.modelId(), chosen.connection().name(), true, why + ", account by "
                    + strategy.id());
            left.remove(chosen);
            choice = AccountOrders.of(strategy).choose(left, turn);
        }
    }

    private void leg(String provider, String model, String account, boolean ready, String reason) {
        legs.add(new Forecast.Leg(legs.size() + 1, provider, model, account, ready, reason));
    }
}
