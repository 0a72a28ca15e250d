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
import java.util.function.Function;
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
        return price(provider, model).map(price -> cost(price, usage)).orElse(Cost.UNPRICED);
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
                .flatMap(Optional::stream).reduce(PriceTable::filledFrom);
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

    private static Price filledFrom(Price first, Price second) {
        return new Price(first(Price::input, first, second), first(Price::output, first, second),
                first(Price::cached, first, second), first(Price::reasoning, first, second),
                first(Price::cacheCreation, first, second));
    }

    private static @Nullable BigDecimal first(Function<Price, @Nullable BigDecimal> field, Price one, Price other) {
        BigDecimal value = field.apply(one);
        return value == null ? field.apply(other) : value;
    }

    /** Cache reads and writes are part of the input, reasoning is part of the output: none is charged twice. */
    private static Cost cost(Price price, TokenUsage usage) {
        long plainInput = Math.max(0, usage.input() - usage.cacheRead() - usage.cacheWrite());
        long plainOutput = Math.max(0, usage.output() - usage.reasoning());
        return new Sum().add(plainInput, price.input()).add(usage.cacheRead(), price.cached(), price.input())
                .add(usage.cacheWrite(), price.cacheCreation(), price.input()).add(plainOutput, price.output())
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
