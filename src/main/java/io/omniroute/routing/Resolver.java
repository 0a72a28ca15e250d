package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.ModelNames.Checked;
import io.omniroute.routing.Resolution.NotResolved;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/** Finds the provider and model that a client's model string stands for (40 §1, without combos and wildcards). */
public final class Resolver {
    static final int MAX_ALIAS_HOPS = 3;

    private Resolver() {}

    /**
     * Resolves a model string as it came from the client.
     *
     * @param door the client's dialect; a provider that speaks it is reached in it, and the Gemini door prefers Google's
     *     providers for a name without a prefix
     * @return {@code NotResolved} with 400 for a malformed or ambiguous name, an alias cycle and a provider that cannot
     *     be called yet, with 404 {@code model_not_found} for an unknown one
     */
    public static Resolution resolve(String model, Snapshot snapshot, Catalog catalog, Optional<Format> door) {
        return switch (ModelNames.clean(model)) {
            case Checked.Malformed malformed -> new NotResolved(malformed.failure());
            case Checked.Clean clean -> followAliases(clean.name(), new NameSearch(snapshot, catalog, door));
        };
    }

    private static Resolution followAliases(String name, NameSearch search) {
        SequencedSet<String> followed = new LinkedHashSet<>();
        String current = name;
        Optional<String> target = search.alias(current);
        while (target.isPresent()) {
            if (!followed.add(current) || followed.size() > MAX_ALIAS_HOPS) {
                return new NotResolved(new Failure.Refused(400, "bad_request",
                        "Model alias " + name + " leads in a circle or over more than " + MAX_ALIAS_HOPS + " aliases",
                        "model", null));
            }
            current = target.get();
            target = search.alias(current);
        }
        Resolution resolution = search.find(current);
        return followed.isEmpty() ? resolution : through(resolution, followed.getLast());
    }

    private static Resolution through(Resolution resolution, String alias) {
        return switch (resolution) {
            case Resolution.Found found -> found.through(alias);
            case NotResolved notResolved -> notResolved;
        };
    }
}
