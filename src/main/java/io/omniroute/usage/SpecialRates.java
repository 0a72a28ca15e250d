package io.omniroute.usage;

import io.omniroute.catalog.Glob;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices vendors ask for parts of the counts beside the five of the price table; null = the common price holds.
 *
 * <p>Choices of this project, checked against no price list: the facts in {@code catalog/providers.json} know none of
 * these prices. An hour's write is taken to cost twice the input price; the catalogue's price of a write is 1.25 times
 * the input price for every Claude model, and 2 / 1.25 = 1.6. Audio input and picture output are in USD per 1,000,000
 * tokens, as Google is taken to ask for its Gemini models; a price the operator sets replaces them ({@link #under}).
 *
 * @param model pattern of the model's bare id
 * @param hourWriteFactor of the price of a cache write, for writes that are kept for an hour
 */
record SpecialRates(String model, BigDecimal hourWriteFactor, @Nullable BigDecimal audioInput,
        @Nullable BigDecimal imageOutput) {
    private static final SpecialRates NONE = new SpecialRates("*", BigDecimal.ONE, null, null);
    /** The first that matches holds. */
    private static final List<SpecialRates> KNOWN = List.of(
            new SpecialRates("claude-*", new BigDecimal("1.6"), null, null),
            new SpecialRates("gemini-2.5-flash-image*", BigDecimal.ONE, null, new BigDecimal("30")),
            new SpecialRates("gemini-3-pro-image*", BigDecimal.ONE, null, new BigDecimal("120")),
            new SpecialRates("gemini-2.5-flash-lite*", BigDecimal.ONE, new BigDecimal("0.3"), null),
            new SpecialRates("gemini-2.5-flash*", BigDecimal.ONE, new BigDecimal("1"), null),
            new SpecialRates("gemini-3-flash*", BigDecimal.ONE, new BigDecimal("1"), null));
    /** @param model as listed or as sent, with or without a vendor's name before it */
    static SpecialRates of(String model) {
        String bare = model.substring(model.lastIndexOf('/') + 1);
        return KNOWN.stream().filter(rates -> Glob.matches(rates.model(), bare)).findFirst().orElse(NONE);
    }

    /** Without those parts whose common price the operator set: that price is meant for all of it. */
    SpecialRates under(boolean ownInput, boolean ownOutput) {
        return new SpecialRates(model, hourWriteFactor, ownInput ? null : audioInput(),
                ownOutput ? null : imageOutput());
    }
}
