package io.omniroute.usage;

import java.math.BigDecimal;

/**
 * What a request cost.
 *
 * @param usd exact
 * @param unpriced a price was missing for some of its tokens, so the amount is too low or says nothing
 */
public record Cost(BigDecimal usd, boolean unpriced) {
    /** Nothing is known about the price. */
    public static final Cost UNPRICED = new Cost(BigDecimal.ZERO, true);
}
