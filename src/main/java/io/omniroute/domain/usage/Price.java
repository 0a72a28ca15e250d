package io.omniroute.domain.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prices in USD per 1,000,000 tokens; null = not given (the price table says what then counts). */
public record Price(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cached,
        @Nullable BigDecimal reasoning, @Nullable BigDecimal cacheCreation) {}
