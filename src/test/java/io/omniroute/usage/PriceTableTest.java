package io.omniroute.usage;

import static io.omniroute.catalog.Given.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import io.omniroute.domain.usage.TokenUsage;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceTableTest {
    private static final TokenUsage EXAMPLE = TokenUsage.reported(1000, 200, 600, 100, 50);

    @Test
    void exampleOfTheSpecificationIsExact() {
        Cost cost = costAt(price("3", "15", "0.3", "3.75"), EXAMPLE);

        assertThat(cost).isEqualTo(new Cost(new BigDecimal("0.004455"), false));
    }

    @Test
    void absentCachePricesFallBackToTheInputPrice() {
        assertThat(costAt(price("3", "15", null, null), EXAMPLE).usd()).isEqualByComparingTo("0.006");
    }

    @Test
    void reasoningPriceReplacesTheOutputPriceForReasoningOnly() {
        Price price = new Price(BigDecimal.ZERO, new BigDecimal("10"), null, new BigDecimal("20"), null);

        assertThat(costAt(price, TokenUsage.reported(0, 200, 0, 0, 50)).usd()).isEqualByComparingTo("0.0025");
    }

    @Test
    void cacheCountsBeyondTheInputNeverMakeItNegative() {
        assertThat(costAt(price("3", "15", "0", "0"), TokenUsage.reported(10, 0, 600, 100, 0)).usd()).isZero();
    }

    @Test
    void wholeAmountsAreWrittenWithoutAnExponent() {
        assertThat(costAt(price("100", "0", null, null), TokenUsage.reported(1_000_000, 0, 0, 0, 0)).usd())
                .hasToString("100");
    }

    @Test
    void missingPriceOfUsedTokensIsFlagged() {
        assertThat(costAt(price("3", null, null, null), EXAMPLE).unpriced()).isTrue();
        assertThat(costAt(price("3", null, null, null), TokenUsage.reported(10, 0, 0, 0, 0)).unpriced()).isFalse();
    }

    @Test
    void modelNobodyPricedCostsNothingAndIsFlagged() {
        assertThat(new PriceTable(Given.SHIPPED, Snapshot.EMPTY).cost("openai", "nobody-knows", EXAMPLE))
                .isEqualTo(Cost.UNPRICED);
    }

    @Test
    void operatorReplacesSingleFieldsOfTheDefault() {
        var table = table(Map.of("cc", Map.of("claude-opus-4-6", price("1", null, null, null))));

        Price price = table.price("claude", "claude-opus-4-6").orElseThrow();

        assertThat(price.input()).isEqualByComparingTo("1");
        assertThat(price.output()).isEqualByComparingTo("25");
    }

    @Test
    void priceUnderTheIdWinsOverThatUnderTheAlias() {
        var table = table(Map.of("cc", Map.of("m", price("1", null, null, null)), "claude",
                Map.of("m", price("2", null, null, null))));

        assertThat(table.price("claude", "m").orElseThrow().input()).isEqualByComparingTo("2");
    }

    @Test
    void chineseEditionFallsBackToThePriceOfTheOther() {
        var table = table(Map.of("minimax", Map.of("new", price("7", null, null, null))));

        assertThat(table.price("minimax-cn", "new").orElseThrow().input()).isEqualByComparingTo("7");
    }

    @Test
    void nodeIsPricedUnderItsPrefix() {
        ProviderNode node = Given.node(NodeType.OPENAI_CHAT, "mo", "http://h");
        var snapshot = Given.nothing().nodes(node).prices(Map.of("mo", Map.of("m", price("4", "4", null, null))));

        assertThat(new PriceTable(Given.SHIPPED, snapshot.snapshot()).price(node.id(), "m")).isPresent();
    }

    private static PriceTable table(Map<String, Map<String, Price>> overrides) {
        return new PriceTable(Given.SHIPPED, Given.nothing().prices(overrides).snapshot());
    }

    private static Cost costAt(Price price, TokenUsage usage) {
        return table(Map.of("groq", Map.of("m", price))).cost("groq", "m", usage);
    }
}
