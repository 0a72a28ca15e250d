package io.omniroute.boot;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.omniroute.catalog.Catalog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
        return CatalogParts.of(wire).catalog(wire.providers(), PriceCsv.parse(csv));
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = CatalogReader.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("no resource " + name);
        }
        return stream;
    }
}
