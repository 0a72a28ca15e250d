package io.omniroute.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Given;
import io.omniroute.catalog.Provider;
import io.omniroute.catalog.Retry;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.Price;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.usage.Cost;
import io.omniroute.usage.PriceTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers of providers as they come, their tokens in the normal form and their cost in micro-cents (a hundred-millionth
 * of a dollar). Tokens and costs were written down apart from this program.
 */
class UsageCostGoldenTest {
    private static final JsonNode TABLE = table();
    private static final String PROVIDER = "deepgram";
    private static final PriceTable PRICES = new PriceTable(catalog(), Snapshot.EMPTY);

    record Case(String name, JsonNode row) {
        @Override
        public String toString() {
            return name;
        }

        Format dialect() {
            return Format.of(row.get("dialect").asText()).orElseThrow();
        }

        byte[] payload() {
            return row.get("payload").toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    static Stream<Case> cases() {
        return StreamSupport.stream(TABLE.get("cases").spliterator(), false)
                .map(row -> new Case(row.get("name").asText(), row));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTokenIsChargedOnceAtItsPrice(Case golden) {
        TokenUsage used = Objects
                .requireNonNull(Dialects.of(golden.dialect()).observeReply(golden.payload()).usage());

        JsonNode tokens = golden.row().get("tokens");
        assertThat(List.of(used.input(), used.output(), used.cacheRead(), used.cacheWrite(),
                used.detail().hourWrite(), used.reasoning()))
                .containsExactly(tokens.get("input").asLong(), tokens.get("output").asLong(),
                        tokens.get("cacheRead").asLong(), tokens.get("cacheWrite").asLong(),
                        tokens.get("hourWrite").asLong(), tokens.get("reasoning").asLong());
        Cost cost = PRICES.cost(PROVIDER, golden.row().get("model").asText(), used);
        assertThat(cost.usd().movePointRight(8)).isEqualByComparingTo(golden.row().get("microCents").asText());
        assertThat(cost.unpriced()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translatedAnswersAreChargedTheSame(Case golden) {
        var asked = new Answering(ChatRequest.builder("p/m").build(), ToolNames.SAME, "m", 0, new Ids("seed"));

        TokenUsage used = Dialects.upstream(golden.dialect()).decodeReply(golden.payload(), asked).usage().orElseThrow()
                .counted();

        assertThat(used).isEqualTo(Dialects.of(golden.dialect()).observeReply(golden.payload()).usage());
    }

    private static JsonNode table() {
        try {
            return new ObjectMapper().readTree(Path.of("src/test/resources/usage/payloads.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One provider whose models have no prices but those of the table. */
    private static Catalog catalog() {
        Map<String, Price> prices = new HashMap<>();
        TABLE.get("prices").fields().forEachRemaining(it -> prices.put(it.getKey(), price(it.getValue())));
        Provider provider = Given.SHIPPED.provider(PROVIDER).orElseThrow();
        return new Catalog(List.of(provider), Map.of(PROVIDER, prices), Retry.NONE);
    }

    private static Price price(JsonNode sheet) {
        return new Price(usd(sheet, "input"), usd(sheet, "output"), usd(sheet, "cached"), usd(sheet, "reasoning"),
                usd(sheet, "cache_creation"));
    }

    private static BigDecimal usd(JsonNode sheet, String name) {
        return sheet.has(name) ? new BigDecimal(sheet.get(name).asText()) : null;
    }
}
