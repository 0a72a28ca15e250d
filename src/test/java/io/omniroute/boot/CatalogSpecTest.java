package io.omniroute.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.usage.Price;
import io.omniroute.testkit.cases.SpecProvider;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The shipped registry says nothing else than the specification's, wherever that one is at hand. */
class CatalogSpecTest {
    private static final Catalog SHIPPED = CatalogReader.read();

    @Test
    void nothingButNodesIsLeftOut() {
        assertThat(SHIPPED.providers()).extracting(Provider::id)
                .containsAll(SpecProvider.all().stream().map(SpecProvider::id).toList());
    }

    @TestFactory
    Stream<DynamicTest> providersSayTheSame() {
        return SpecProvider.all().stream().map(it -> DynamicTest.dynamicTest(it.id(), () -> same(it.entry())));
    }

    private static void same(JsonNode entry) {
        Provider shipped = SHIPPED.provider(entry.path("id").asText()).orElseThrow();
        var all = new SoftAssertions();
        all.assertThat(shipped.alias()).isEqualTo(entry.path("alias").asText());
        all.assertThat(shipped.displayName()).isEqualTo(entry.path("displayName").asText());
        all.assertThat(shipped.category()).isEqualTo(entry.path("category").asText());
        all.assertThat(shipped.formatId()).isEqualTo(entry.path("format").asText());
        all.assertThat(shipped.executor()).isEqualTo(entry.path("executor").asText());
        all.assertThat(shipped.baseUrls()).isEqualTo(texts(entry.path("baseUrls")));
        all.assertThat(shipped.prefixes()).isEqualTo(texts(entry.path("prefixes")));
        entry.path("headers").properties()
                .forEach(it -> all.assertThat(shipped.headers()).containsEntry(it.getKey(), it.getValue().asText()));
        all.assertThat(shipped.dealings().anyModel()).isEqualTo(entry.path("passthroughModels").asBoolean());
        entry.path("models").forEach(model -> same(all, shipped, model));
        all.assertAll();
    }

    private static void same(SoftAssertions all, Provider provider, JsonNode entry) {
        String id = entry.path("id").asText();
        Model model = provider.model(id).orElseThrow();
        all.assertThat(model.contextWindow()).as(id).isEqualTo(number(entry.path("contextWindow")));
        all.assertThat(model.maxInput()).as(id).isEqualTo(number(entry.path("maxInput")));
        all.assertThat(model.maxOutput()).as(id).isEqualTo(number(entry.path("maxOutput")));
        all.assertThat(model.upstreamId()).as(id).isEqualTo(entry.path("upstreamId").asText(id));
        JsonNode price = entry.path("price");
        all.assertThat(model.price().isPresent()).as(id).isEqualTo(price.isObject());
        model.price().ifPresent(shipped -> same(all, id, shipped, price));
        model.priceSource().ifPresent(source -> all.assertThat(source.id()).isEqualTo(price.path("source").asText()));
    }

    private static void same(SoftAssertions all, String id, Price shipped, JsonNode price) {
        all.assertThat(shipped.input()).as(id).isEqualTo(usd(price.path("input")));
        all.assertThat(shipped.output()).as(id).isEqualTo(usd(price.path("output")));
        all.assertThat(shipped.cached()).as(id).isEqualTo(usd(price.path("cached")));
        all.assertThat(shipped.cacheCreation()).as(id).isEqualTo(usd(price.path("cacheWrite")));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static OptionalInt number(JsonNode value) {
        return value.isInt() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
    }

    private static BigDecimal usd(JsonNode value) {
        return value.isNumber() ? new BigDecimal(value.asText()) : null;
    }
}
