package io.omniroute.catalog;

import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is known of one model at one provider or node, each fact with its source; what nobody knows is empty.
 *
 * @param limitsSource empty where no limit is known
 * @param dimensions length of an embedding
 * @param sizes picture sizes
 */
public record ModelCard(Limits limits, Optional<Source> limitsSource, Optional<Skills> skills, Optional<Price> price,
        Optional<Source> priceSource, OptionalInt dimensions, List<String> sizes) {
    /** Settings have no date of their own in the catalogue; the audit log has it. */
    static final Source OPERATOR = new Source("operator", "set in this installation", "");
    static final Source PRICE_TABLE = new Source("price-table", "default prices of the user guide", "2026-02-18");
    public static final ModelCard UNKNOWN = new ModelCard(Limits.UNKNOWN, Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());
    public ModelCard {
        sizes = List.copyOf(sizes);
    }

    /** What the operator says, else what the registry knows. */
    static ModelCard of(Catalog catalog, Snapshot snapshot, String provider, String model) {
        ModelCard known = catalog.model(provider, model).map(ModelCard::of).orElse(UNKNOWN);
        ModelCard said = CustomModels.find(snapshot, provider, model).map(known::under).orElse(known);
        return said.priced(catalog, snapshot, provider, model);
    }

    private static ModelCard of(Model model) {
        Limits limits = Limits.of(model);
        return new ModelCard(limits,
                Optional.of(model.source()).filter(source -> !limits.equals(Limits.UNKNOWN)), model.skills(),
                Optional.empty(), Optional.empty(), model.dimensions(), model.sizes());
    }

    private ModelCard under(CustomModel custom) {
        Limits said = Limits.of(custom);
        return new ModelCard(said.over(limits),
                said.equals(Limits.UNKNOWN) ? limitsSource : Optional.of(OPERATOR), Skills.said(custom, skills), price,
                priceSource, dimensions, sizes);
    }

    private ModelCard priced(Catalog catalog, Snapshot snapshot, String provider, String model) {
        Optional<Price> said = names(catalog, snapshot, provider)
                .flatMap(name -> Stream.ofNullable(snapshot.prices().getOrDefault(name, Map.of()).get(model)))
                .findFirst();
        Optional<Price> found = said.or(() -> catalog.price(provider, model));
        Source source = said.isPresent() ? OPERATOR : catalog.priceSource(provider, model).orElse(PRICE_TABLE);
        return new ModelCard(limits, limitsSource, skills, found, found.map(price -> source), dimensions, sizes);
    }

    private static Stream<String> names(Catalog catalog, Snapshot snapshot, String provider) {
        return Stream.of(Stream.of(provider), catalog.provider(provider).map(Provider::alias).stream(),
                snapshot.node(provider).map(node -> node.prefix()).stream()).flatMap(it -> it);
    }

    /** What a name can promise that stands for either: the least of both; it has no price. */
    ModelCard common(ModelCard other) {
        return new ModelCard(limits.least(other.limits), limitsSource.or(other::limitsSource),
                Skills.common(skills, other.skills), Optional.empty(), Optional.empty(), OptionalInt.empty(),
                List.of());
    }
}
