package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.ModelNames.Checked;
import io.omniroute.routing.Resolution.NotResolved;
import java.util.Optional;
import java.util.function.Function;

/** What names stand for within one request: those of a combo's entries and of a chain's. Unknown ones get no hint. */
public record Names(Snapshot snapshot, Catalog catalog, Optional<Format> door, Reachability reach)
        implements
            Function<String, Resolution> {
    @Override
    public Resolution apply(String name) {
        return switch (ModelNames.clean(name)) {
            case Checked.Malformed malformed -> new NotResolved(malformed.failure());
            case Checked.Clean clean ->
                Resolver.follow(clean, snapshot, new NameSearch(snapshot, catalog, door, reach));
        };
    }
}
