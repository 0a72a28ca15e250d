package io.omniroute.domain.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prices in USD per 1,000,000 tokens; null = not given (the price table says what then counts). */
public record Price(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cached,
        @Nullable BigDecimal reasoning, @Nullable BigDecimal cacheCreation) {
    public static final Price UNKNOWN = new Price(null, null, null, null, null);
    /** This price, with the fields it does not give taken from another. */
    public Price over(Price other) {
        return new Price(first(input(), other.input()), first(output(), other.output()),
                first(cached(), other.cached()), first(reasoning(), other.reasoning()),
                first(cacheCreation(), other.cacheCreation()));
    }

    private static @Nullable BigDecimal first(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : one;
    }
}
