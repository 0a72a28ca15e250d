package io.omniroute.usage;

import io.omniroute.catalog.Glob;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices vendors ask for parts of the counts beside the five of the price table; null = the common price holds.
 *
 * <p>Sources, as published in 2026-11: Anthropic, "Prompt caching": writing for 5 minutes costs 1.25 times the input
 * price, for an hour 2 times, so an hour costs 1.6 times what the table has for a write. Google, "Gemini API pricing":
 * audio input and picture output in USD per 1,000,000 tokens.
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
