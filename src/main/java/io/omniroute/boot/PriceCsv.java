package io.omniroute.boot;

import io.omniroute.domain.usage.Price;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code catalog/pricing.csv}: a heading, then provider, model and five prices in USD per 1,000,000 tokens. */
final class PriceCsv {
    private static final int COLUMNS = 7;

    private PriceCsv() {}

    /**
     * Prices by provider, then model.
     *
     * @throws IllegalArgumentException when a line has another number of columns or no number where one belongs
     */
    static Map<String, Map<String, Price>> parse(String csv) {
        Map<String, Map<String, Price>> prices = new LinkedHashMap<>();
        csv.lines().skip(1).filter(line -> !line.isBlank()).forEach(line -> {
            String[] cells = line.split(",", -1);
            if (cells.length != COLUMNS) {
                throw new IllegalArgumentException("a price line needs " + COLUMNS + " columns: " + line);
            }
            prices.computeIfAbsent(cells[0], provider -> new LinkedHashMap<>()).put(cells[1], price(cells));
        });
        return prices;
    }

    private static Price price(String[] cells) {
        return new Price(new BigDecimal(cells[2]), new BigDecimal(cells[3]), new BigDecimal(cells[4]),
                new BigDecimal(cells[5]), new BigDecimal(cells[6]));
    }
}
