package io.omniroute.boot;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.ModelType;
import io.omniroute.catalog.Provider;
import io.omniroute.catalog.Retry;
import io.omniroute.catalog.Skills;
import io.omniroute.catalog.Source;
import io.omniroute.catalog.Validation;
import io.omniroute.domain.Format;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.usage.Price;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From the shapes of the file to the records of the catalogue.
 *
 * @param sources by id; one that is named and not among them stops the start
 * @param retry where a provider says nothing of its own
 */
record CatalogParts(Map<String, Source> sources, Retry retry) {
    static CatalogParts of(CatalogWire wire) {
        Map<String, Source> sources = orEmpty(wire.sources()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey,
                        it -> new Source(it.getKey(), it.getValue().name(), it.getValue().date())));
        return new CatalogParts(sources, retry(wire.retry()));
    }

    Catalog catalog(List<CatalogWire.ProviderWire> providers, Map<String, Map<String, Price>> prices) {
        return new Catalog(providers.stream().map(this::provider).toList(), prices, retry);
    }

    private Provider provider(CatalogWire.ProviderWire wire) {
        Endpoint.Auth auth = auth(wire.auth());
        Source source = source(wire.source());
        return new Provider(wire.id(), wire.alias(), wire.prefixes(), wire.displayName(), wire.category(),
                wire.format(), wire.executor(), wire.baseUrls(), wire.paths(), auth, auth(wire.tokenAuth(), auth),
                wire.headers(), orEmpty(wire.alternatives()).stream().map(each -> alternative(each, auth)).toList(),
                wire.models().stream().map(model -> model(model, source)).toList(), dealings(wire, source));
    }

    private Provider.Dealings dealings(CatalogWire.ProviderWire wire, Source source) {
        return new Provider.Dealings(Optional.ofNullable(wire.validation()).map(CatalogParts::validation),
                retry(wire.retry()).over(retry), wire.passthroughModels(), source);
    }

    private static Validation validation(CatalogWire.ValidationWire wire) {
        return new Validation(wire.method(), Optional.ofNullable(wire.baseUrl()), wire.path(), orEmpty(wire.headers()),
                Optional.ofNullable(wire.body()).map(JsonNode::toString), wire.anyOther(), Set.copyOf(wire.refused()));
    }

    private static Retry retry(CatalogWire.@Nullable RetryWire wire) {
        if (wire == null) {
            return Retry.NONE;
        }
        return new Retry(orEmpty(wire.byStatus()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> again(it.getValue()))), again(wire.networkError()));
    }

    private static Retry.Again again(CatalogWire.@Nullable AgainWire wire) {
        return wire == null ? Retry.Again.NEVER : new Retry.Again(wire.attempts(), Duration.ofMillis(wire.delayMs()));
    }

    private static Provider.Alternative alternative(CatalogWire.AlternativeWire wire, Endpoint.Auth auth) {
        return new Provider.Alternative(format(wire.format()), Optional.ofNullable(wire.baseUrl()), wire.path(),
                auth(wire.auth(), auth), orEmpty(wire.headers()));
    }

    private static Endpoint.Auth auth(CatalogWire.@Nullable AuthWire wire, Endpoint.Auth otherwise) {
        return wire == null ? otherwise : auth(wire);
    }

    private static Endpoint.Auth auth(CatalogWire.AuthWire wire) {
        return new Endpoint.Auth(wire.header(), wire.valuePrefix());
    }

    private Model model(CatalogWire.ModelWire wire, Source ofProvider) {
        CatalogWire.PriceWire price = wire.price();
        String own = wire.source();
        return new Model(wire.id(), wire.name(), type(wire.type()), number(wire.contextWindow()),
                number(wire.maxInput()), number(wire.maxOutput()),
                Optional.ofNullable(price).map(CatalogParts::price),
                Objects.requireNonNullElse(wire.upstreamId(), wire.id()),
                Optional.ofNullable(wire.targetFormat()).map(CatalogParts::format), wire.aliasOnly(), wire.docOnly(),
                number(wire.dimensions()), orEmpty(wire.sizes()), own == null ? ofProvider : source(own),
                Optional.ofNullable(price).map(it -> source(it.source())),
                Optional.ofNullable(wire.skills()).map(this::skills));
    }

    private Skills skills(CatalogWire.SkillsWire wire) {
        return new Skills(wire.input(), wire.tools(), wire.thinking(), source(wire.source()));
    }

    private Source source(String id) {
        Source source = sources.get(id);
        if (source == null) {
            throw new IllegalArgumentException("unknown source " + id);
        }
        return source;
    }

    private static Price price(CatalogWire.PriceWire wire) {
        return new Price(wire.input(), wire.output(), wire.cached(), wire.reasoning(), wire.cacheWrite());
    }

    private static Format format(String id) {
        return Format.of(id).filter(Format::ofProviders)
                .orElseThrow(() -> new IllegalArgumentException("unknown format " + id));
    }

    private static ModelType type(String id) {
        return ModelType.of(id).orElseThrow(() -> new IllegalArgumentException("unknown model type " + id));
    }

    private static OptionalInt number(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }

    private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> values) {
        return values == null ? Map.of() : values;
    }
}
