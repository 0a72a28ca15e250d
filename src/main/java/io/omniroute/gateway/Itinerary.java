package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.Chains;
import io.omniroute.routing.ComboWalk;
import io.omniroute.routing.ContextWindows;
import io.omniroute.routing.Resolution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models a request may be served by, each found only when its turn comes: the model asked for or those of the combo,
 * then the fallback chain. Entries that are likely too small come last; once a model found the conversation too large,
 * only larger ones come (40 sections 3, 4 and 8). For one thread.
 */
final class Itinerary {
    private final Facts facts;
    private final Iterator<Stop> asked;
    private final Supplier<List<Stop>> chain;
    private final Deque<Stop> small = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable Iterator<Stop> fallback;
    private Resolution.@Nullable Found tooSmall;

    /**
     * What an itinerary asks for.
     *
     * @param inputTokens an estimate of the prompt's size
     * @param names reads a model name of a chain
     */
    record Facts(Snapshot snapshot, Catalog catalog, long inputTokens, OptionalInt askedOutput,
            Function<String, Resolution> names) {}

    private Itinerary(Facts facts, Iterator<Stop> asked, Supplier<List<Stop>> chain) {
        this.facts = facts;
        this.asked = asked;
        this.chain = chain;
    }

    /** @param chained whether the fallback chains count: not on a path that names its provider */
    static Itinerary of(Resolution.Found found, String requested, Facts facts, boolean chained) {
        return new Itinerary(facts, List.of(single(found, facts)).iterator(),
                () -> chained ? stops(Chains.of(facts.snapshot(), requested, found), found, facts) : List.of());
    }

    static Itinerary of(ComboWalk walk, String requested, Facts facts) {
        Iterator<Stop> entries = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return walk.hasNext();
            }

            @Override
            public Stop next() {
                return Stop.ofCombo(walk.next());
            }
        };
        return new Itinerary(facts, entries, () -> stops(Chains.ofCombo(facts.snapshot(), requested), null, facts));
    }

    /** The next model; empty when there is none left. */
    Optional<Stop> next() {
        while (asked.hasNext()) {
            Stop stop = asked.next();
            if (stop.step().isPresent() && !fits(stop)) {
                small.add(stop);
            } else if (eligible(stop)) {
                return Optional.of(stop);
            }
        }
        while (!small.isEmpty()) {
            Stop stop = small.remove();
            if (eligible(stop)) {
                return Optional.of(stop);
            }
        }
        return fallback();
    }

    private Optional<Stop> fallback() {
        if (fallback == null) {
            fallback = chain.get().iterator();
        }
        while (fallback.hasNext()) {
            Stop stop = fallback.next();
            if (!seen.contains(stop.found().canonicalName()) && eligible(stop)) {
                return Optional.of(stop);
            }
        }
        return Optional.empty();
    }

    /** From here on only models with a larger window than this one make sense. */
    void foundTooSmall(Resolution.Found model) {
        tooSmall = model;
    }

    private boolean eligible(Stop stop) {
        if (tooSmall == null || larger(stop.found(), tooSmall)) {
            seen.add(stop.found().canonicalName());
            return true;
        }
        return false;
    }

    private boolean fits(Stop stop) {
        return ContextWindows.fits(stop.found(), facts.snapshot(), facts.catalog(), facts.inputTokens(),
                facts.askedOutput());
    }

    private boolean larger(Resolution.Found one, Resolution.Found other) {
        OptionalInt window = ContextWindows.window(one, facts.snapshot(), facts.catalog());
        OptionalInt exceeded = ContextWindows.window(other, facts.snapshot(), facts.catalog());
        return window.isPresent() && window.getAsInt() > exceeded.orElse((int) Math.min(facts.inputTokens(),
                Integer.MAX_VALUE));
    }

    private static List<Stop> stops(List<FallbackChain.Entry> entries, Resolution.@Nullable Found found, Facts facts) {
        return entries.stream()
                .map(entry -> found == null
                        ? entry.provider() + "/" + entry.model().orElseThrow()
                        : Chains.model(entry, found))
                .map(facts.names()).filter(Resolution.Found.class::isInstance).map(Resolution.Found.class::cast)
                .map(it -> single(it, facts)).toList();
    }

    private static Stop single(Resolution.Found found, Facts facts) {
        return Stop.single(found, facts.catalog().retry(found.providerId()));
    }
}
