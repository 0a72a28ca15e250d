package io.omniroute.routing;

import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a request goes when its own model could not serve (40 §8). */
public final class Chains {
    private Chains() {}

    /**
     * The chain of the name as it was asked for, of {@code provider/model}, of the bare model, or of every model.
     *
     * @param requested the client's model string
     * @return enabled entries by priority, those that lead back to {@code found} left out
     */
    public static List<FallbackChain.Entry> of(Snapshot snapshot, String requested, Resolution.Found found) {
        Stream<String> names = Stream.of(requested, found.trail().name(), found.canonicalName(),
                found.providerAlias() + "/" + found.modelId(), found.modelId(), FallbackChain.GLOBAL);
        return entries(snapshot, names).filter(entry -> !model(entry, found).equals(found.canonicalName()))
                .filter(entry -> !model(entry, found).equals(found.providerAlias() + "/" + found.modelId())).toList();
    }

    /** For a combo that is exhausted: entries that name no model of their own are left out. */
    public static List<FallbackChain.Entry> ofCombo(Snapshot snapshot, String requested) {
        return entries(snapshot, Stream.of(requested, FallbackChain.GLOBAL)).filter(entry -> entry.model().isPresent())
                .toList();
    }

    /** The model string an entry stands for: its own model, else that of the request, at the entry's provider. */
    public static String model(FallbackChain.Entry entry, Resolution.Found found) {
        return entry.provider() + "/" + entry.model().orElse(found.modelId());
    }

    private static Stream<FallbackChain.Entry> entries(Snapshot snapshot, Stream<String> names) {
        Map<String, FallbackChain> chains = snapshot.routes().chains();
        Optional<FallbackChain> chain = names.map(chains::get).filter(Objects::nonNull).findFirst();
        return chain.stream().flatMap(it -> it.entries().stream()).filter(FallbackChain.Entry::enabled)
                .sorted(Comparator.comparingInt(FallbackChain.Entry::priority));
    }
}
