package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.route.WildcardAlias;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.ModelNames.Checked;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.routing.Resolution.Group;
import io.omniroute.routing.Resolution.Hop;
import io.omniroute.routing.Resolution.NotResolved;
import io.omniroute.routing.Resolution.Rule;
import io.omniroute.routing.Resolution.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a client's model string stands for, in the order of 40 §1: combo, exact alias, wildcard, prefix, known
 * model, vendor. A name means the same wherever it stands, so the target of an alias may be a combo's name, too.
 */
public final class Resolver {
    static final int MAX_ALIAS_HOPS = 3;
    private static final int NOT_FOUND = 404;

    private Resolver() {}

    /** As the five-argument form, with everybody reachable. */
    public static Resolution resolve(String model, Snapshot snapshot, Catalog catalog, Optional<Format> door) {
        return resolve(model, snapshot, catalog, door, Reachability.ANY);
    }

    /**
     * Resolves a model string as it came from the client.
     *
     * @param door the client's dialect; a provider that speaks it is reached in it, and the Gemini door prefers Google's
     *     providers for a name without a prefix
     * @return {@code NotResolved} with 400 for a malformed or ambiguous name, an alias cycle and a provider that cannot
     *     be called yet, with 404 {@code model_not_found} for an unknown one
     */
    public static Resolution resolve(String model, Snapshot snapshot, Catalog catalog, Optional<Format> door,
            Reachability reach) {
        return switch (ModelNames.clean(model)) {
            case Checked.Malformed malformed -> new NotResolved(malformed.failure());
            case Checked.Clean clean -> resolve(clean, snapshot, catalog, door, reach);
        };
    }

    /** As above, for a name that is clean already. */
    public static Resolution resolve(Checked.Clean model, Snapshot snapshot, Catalog catalog, Optional<Format> door,
            Reachability reach) {
        return hinted(follow(model, snapshot, new NameSearch(snapshot, catalog, door, reach)), model.name(),
                new Suggestions(snapshot, catalog), reach);
    }

    private static Resolution hinted(Resolution resolution, String name, Suggestions suggestions, Reachability reach) {
        if (!(resolution instanceof NotResolved not) || not.failure().status() != NOT_FOUND) {
            return resolution;
        }
        Combo unusable = suggestions.snapshot().routes().combos().get(name);
        return new NotResolved(unusable == null || !reach.tellable(name)
                ? suggestions.hinted(not.failure(), name, reach::tellable)
                : new Failure.Refused(NOT_FOUND, "model_not_found",
                        "Combo " + name + (unusable.active() ? " has no models" : " is not active"), "model", null));
    }

    static Resolution follow(Checked.Clean asked, Snapshot snapshot, NameSearch search) {
        List<Hop> hops = new ArrayList<>();
        String name = asked.name();
        while (snapshot.combo(name).isEmpty()) {
            Optional<Hop> next = next(name, hops, snapshot);
            if (next.isEmpty()) {
                return single(search, name, new Trail(asked.name(), asked.extendedContext(), hops));
            }
            if (hops.size() == MAX_ALIAS_HOPS || circles(hops, next.get())) {
                return new NotResolved(new Failure.Refused(400, "bad_request", "Model alias " + asked.name()
                        + " leads in a circle or over more than " + MAX_ALIAS_HOPS + " aliases", "model", null));
            }
            hops.add(next.get());
            name = next.get().target();
        }
        Combo combo = snapshot.combo(name).orElseThrow();
        return new Group(combo, new Trail(asked.name(), asked.extendedContext(), hops));
    }

    /** Exact aliases lead to each other; patterns are held against the client's name alone, and once. */
    private static Optional<Hop> next(String name, List<Hop> hops, Snapshot snapshot) {
        if (!hops.isEmpty() && hops.getLast().rule() == Rule.WILDCARD_ALIAS) {
            return Optional.empty();
        }
        Optional<Hop> exact = Optional.ofNullable(snapshot.aliases().get(name))
                .map(target -> new Hop(Rule.EXACT_ALIAS, name, target));
        return exact.isPresent() || !hops.isEmpty() ? exact : wildcard(name, snapshot);
    }

    private static Optional<Hop> wildcard(String name, Snapshot snapshot) {
        List<WildcardAlias> wildcards = snapshot.settings().routing().wildcards();
        return Patterns.best(wildcards, name)
                .map(alias -> new Hop(Rule.WILDCARD_ALIAS, alias.pattern(), alias.target()));
    }

    private static boolean circles(List<Hop> hops, Hop next) {
        return next.rule() == Rule.EXACT_ALIAS && (next.target().equals(next.pattern())
                || hops.stream().anyMatch(hop -> hop.pattern().equals(next.target())));
    }

    private static Resolution single(NameSearch search, String name, Trail trail) {
        return switch (search.find(name, !trail.hops().isEmpty())) {
            case Found found -> found.along(trail);
            case NotResolved notResolved -> notResolved;
        };
    }
}
