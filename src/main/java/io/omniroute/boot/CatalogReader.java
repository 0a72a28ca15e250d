package io.omniroute.boot;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.ModelType;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.Format;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.usage.Price;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue that ships with the gateway and hands it over as records; called once at start. */
public final class CatalogReader {
    private static final String PROVIDERS = "/catalog/providers.json";
    private static final String PRICES = "/catalog/pricing.csv";

    private CatalogReader() {}

    /**
     * The catalogue of the class path.
     *
     * @throws UncheckedIOException when a file is missing or not what it should be
     */
    public static Catalog read() {
        try (InputStream providers = open(PROVIDERS); InputStream prices = open(PRICES)) {
            return read(providers, prices);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue cannot be read: " + e.getMessage(), e);
        }
    }

    /** The catalogue of two files: providers as JSON, prices as CSV. */
    static Catalog read(InputStream providers, InputStream prices) throws IOException {
        CatalogWire wire = JsonMapper.builder().build().readValue(providers, CatalogWire.class);
        String csv = new String(prices.readAllBytes(), StandardCharsets.UTF_8);
        return new Catalog(wire.providers().stream().map(CatalogReader::provider).toList(), PriceCsv.parse(csv));
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = CatalogReader.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("no resource " + name);
        }
        return stream;
    }

    private static Provider provider(CatalogWire.ProviderWire wire) {
        Endpoint.Auth auth = auth(wire.auth());
        return new Provider(wire.id(), wire.alias(), wire.prefixes(), wire.displayName(), wire.category(),
                wire.format(), wire.executor(), wire.baseUrls(), wire.paths(), auth, auth(wire.tokenAuth(), auth),
                wire.headers(), orEmpty(wire.alternatives()).stream().map(each -> alternative(each, auth)).toList(),
                wire.models().stream().map(CatalogReader::model).toList());
    }

    private static Provider.Alternative alternative(CatalogWire.AlternativeWire wire, Endpoint.Auth auth) {
        return new Provider.Alternative(format(wire.format()), Optional.ofNullable(wire.baseUrl()), wire.path(),
                auth(wire.auth(), auth), Objects.requireNonNullElse(wire.headers(), Map.of()));
    }

    private static Endpoint.Auth auth(CatalogWire.@Nullable AuthWire wire, Endpoint.Auth otherwise) {
        return wire == null ? otherwise : auth(wire);
    }

    private static Endpoint.Auth auth(CatalogWire.AuthWire wire) {
        return new Endpoint.Auth(wire.header(), wire.valuePrefix());
    }

    private static Model model(CatalogWire.ModelWire wire) {
        return new Model(wire.id(), wire.name(), type(wire.type()), number(wire.contextWindow()),
                number(wire.maxInput()), number(wire.maxOutput()),
                Optional.ofNullable(wire.price()).map(CatalogReader::price),
                Objects.requireNonNullElse(wire.upstreamId(), wire.id()),
                Optional.ofNullable(wire.targetFormat()).map(CatalogReader::format), wire.aliasOnly(), wire.docOnly(),
                number(wire.dimensions()), orEmpty(wire.sizes()));
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
}
