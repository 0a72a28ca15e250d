package io.omniroute.usage;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import io.omniroute.domain.usage.TokenUsage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a model costs: the operator's prices over the catalogue's, field by field (40 §10). */
public record PriceTable(Catalog catalog, Snapshot snapshot) {
    private static final String REGIONAL_SUFFIX = "-cn";
    private static final int MILLION_EXPONENT = 6;

    /**
     * The exact cost of a request; 0 and flagged where a price is missing.
     *
     * @param provider registry id or node id
     * @param model as listed or as sent upstream
     */
    public Cost cost(String provider, String model, TokenUsage usage) {
        return price(provider, model).map(price -> cost(price, special(provider, model), usage)).orElse(Cost.UNPRICED);
    }

    /**
     * What this many prompt tokens cost when none of them is cached; 0 without a price. The answer's tokens are nobody's
     * to know yet.
     */
    public BigDecimal estimateInput(String provider, String model, long tokens) {
        return cost(provider, model, TokenUsage.reported(tokens, 0, 0, 0, 0)).usd();
    }

    /**
     * The price that counts: provider id, then its alias or prefix, then the id without {@code -cn}.
     *
     * @return empty when nobody gave any
     */
    public Optional<Price> price(String provider, String model) {
        return Stream.of(override(provider, model), override(alias(provider), model), catalog.price(provider, model),
                override(withoutRegion(provider), model), catalog.price(withoutRegion(provider), model))
                .flatMap(Optional::stream).reduce(Price::over);
    }

    private Optional<Price> override(String provider, String model) {
        return Optional.ofNullable(snapshot.prices().getOrDefault(provider, Map.of()).get(model));
    }

    private String alias(String provider) {
        return catalog.provider(provider).map(Provider::alias)
                .or(() -> snapshot.node(provider).map(ProviderNode::prefix)).orElse(provider);
    }

    private static String withoutRegion(String provider) {
        return provider.endsWith(REGIONAL_SUFFIX)
                ? provider.substring(0, provider.length() - REGIONAL_SUFFIX.length())
                : provider;
    }

    private SpecialRates special(String provider, String model) {
        Price own = own(provider, model);
        return SpecialRates.of(model).under(own.input() != null, own.output() != null);
    }

    /** What the operator asks for alone; empty fields where nothing was set. */
    private Price own(String provider, String model) {
        return Stream.of(override(provider, model), override(alias(provider), model)).flatMap(Optional::stream)
                .reduce(Price.UNKNOWN, Price::over);
    }

    /**
     * Cache reads and writes are part of the input, reasoning is part of the output, audio and pictures are part of
     * both: none is charged twice. A part without a price of its own costs what the rest costs.
     */
    private static Cost cost(Price price, SpecialRates special, TokenUsage usage) {
        TokenUsage.Detail detail = usage.detail();
        long audio = special.audioInput() == null ? 0 : Math.min(detail.audioInput(), usage.uncachedInput());
        long plainOutput = Math.max(0, usage.output() - usage.reasoning());
        long pictures = special.imageOutput() == null ? 0 : Math.min(detail.imageOutput(), plainOutput);
        long hourWrites = Math.min(detail.hourWrite(), usage.cacheWrite());
        BigDecimal write = price.cacheCreation() == null ? price.input() : price.cacheCreation();
        return new Sum().add(usage.uncachedInput() - audio, price.input()).add(audio, special.audioInput())
                .add(usage.cacheRead(), price.cached(), price.input()).add(usage.cacheWrite() - hourWrites, write)
                .add(hourWrites, write == null ? null : write.multiply(special.hourWriteFactor()))
                .add(plainOutput - pictures, price.output()).add(pictures, special.imageOutput())
                .add(usage.reasoning(), price.reasoning(), price.output()).cost();
    }

    /** Tokens times USD per million tokens, summed exactly. */
    private record Sum(BigDecimal microUsd, boolean unpriced) {
        Sum() {
            this(BigDecimal.ZERO, false);
        }

        Sum add(long tokens, @Nullable BigDecimal price, @Nullable BigDecimal otherwise) {
            return add(tokens, price == null ? otherwise : price);
        }

        Sum add(long tokens, @Nullable BigDecimal price) {
            if (tokens == 0) {
                return this;
            }
            return price == null
                    ? new Sum(microUsd, true)
                    : new Sum(microUsd.add(price.multiply(BigDecimal.valueOf(tokens))), unpriced);
        }

        Cost cost() {
            BigDecimal usd = microUsd.movePointLeft(MILLION_EXPONENT).stripTrailingZeros();
            return new Cost(usd.scale() < 0 ? usd.setScale(0) : usd, unpriced);
        }
    }
}
