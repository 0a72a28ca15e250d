package io.omniroute.persistence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Amounts as the database keeps them: binary floating point, as the data model has it. */
final class Money {
    /** A ten-billionth of a dollar: below the price of one token, above the noise of adding doubles. */
    private static final int DECIMALS = 10;

    private Money() {}

    static BigDecimal usd(@Nullable Number amount) {
        return amount == null ? BigDecimal.ZERO : plain(BigDecimal.valueOf(amount.doubleValue()));
    }

    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
