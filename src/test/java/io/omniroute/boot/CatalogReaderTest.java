package io.omniroute.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.Provider;
import io.omniroute.catalog.Retry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {
    private final Catalog catalog = CatalogReader.read();

    @Test
    void shippedFileKeepsToItsSchema() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("/catalog/providers.schema.json"));

        assertThat(schema.validate(resource("/catalog/providers.json"), InputFormat.JSON)).isEmpty();
    }

    @Test
    void schemaRefusesAModelWithoutATypeAndAnUnknownMember() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("/catalog/providers.schema.json"));
        String broken = resource("/catalog/providers.json").replaceFirst("\"type\": \"chat\"",
                "\"clientSecret\": \"x\"");

        assertThat(schema.validate(broken, InputFormat.JSON)).hasSize(2);
    }

    @Test
    void idAndAliasOfEveryProviderAreAmongItsPrefixes() {
        assertThat(catalog.providers()).hasSize(34)
                .allSatisfy(provider -> assertThat(provider.prefixes()).contains(provider.id(), provider.alias()));
    }

    @Test
    void noProviderListsAModelTwice() {
        assertThat(catalog.providers())
                .allSatisfy(provider -> assertThat(provider.models()).extracting(Model::id).doesNotHaveDuplicates());
    }

    @Test
    void limitsAndPriceOfAModelComeOver() {
        Model model = catalog.model("claude", "claude-opus-4-6").orElseThrow();

        assertThat(model.contextWindow()).hasValue(1_000_000);
        assertThat(model.maxOutput()).hasValue(128_000);
        assertThat(model.price().orElseThrow().cacheCreation()).isEqualByComparingTo(new BigDecimal("6.25"));
    }

    @Test
    void everyFactNamesItsSourceAndDate() {
        Model model = catalog.model("glm", "glm-4.7").orElseThrow();

        assertThat(model.source().date()).isEqualTo("2026-02-18");
        assertThat(model.priceSource().orElseThrow().id()).isEqualTo("user-guide");
        assertThat(catalog.priceSource("openrouter", "nobody/knows")).isEmpty();
    }

    @Test
    void retriesAreThoseOfTheProviderOverThoseOfAll() {
        var once = new Retry.Again(1, Duration.ofMillis(250));

        assertThat(catalog.retry("groq").after(502)).isEqualTo(once);
        assertThat(catalog.retry("openai-compatible-chat-1").networkError()).isEqualTo(once);
        assertThat(catalog.retry("groq").after(429).attempts()).isZero();
        assertThat(catalog.retry("kiro").after(429)).isEqualTo(new Retry.Again(2, Duration.ofSeconds(2)));
        assertThat(catalog.retry("kiro").after(503)).isEqualTo(once);
    }

    @Test
    void everyApiKeyProviderSaysHowItsKeyIsProven() {
        assertThat(catalog.providers()).filteredOn(provider -> provider.category().equals("apikey"))
                .allSatisfy(provider -> assertThat(provider.validation()).isPresent());
        assertThat(catalog.provider("cohere").orElseThrow().validation().orElseThrow().baseUrl())
                .contains("https://api.cohere.com");
    }

    @Test
    void mediaModelsStandBesideTheChatModelsOfTheirProvider() {
        assertThat(catalog.model("openai", "text-embedding-3-small").orElseThrow().dimensions()).hasValue(1536);
        assertThat(catalog.model("openai", "dall-e-3").orElseThrow().sizes()).contains("1024x1024");
    }

    @Test
    void providersWithAnExecutorOfTheirOwnAreMarkedUnsupported() {
        assertThat(catalog.providers().stream().filter(provider -> !provider.supported()).map(Provider::id))
                .containsExactlyInAnyOrder("codex", "gemini-cli", "antigravity", "github", "cursor", "kiro", "qwen",
                        "iflow", "deepgram", "assemblyai");
    }

    @Test
    void priceTableFillsInForModelsTheRegistryHasNoPriceFor() {
        assertThat(catalog.price("openrouter", "auto").orElseThrow().input()).isEqualByComparingTo("2");
        assertThat(catalog.price("openrouter", "openrouter/auto").orElseThrow().input()).isEqualByComparingTo("2");
        assertThat(catalog.price("openrouter", "nobody/knows")).isEmpty();
    }

    @Test
    void memberNobodyKnowsStopsTheStart() {
        var providers = new ByteArrayInputStream("{\"providers\":[],\"extra\":1}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> CatalogReader.read(providers, InputStream.nullInputStream()))
                .hasMessageContaining("extra");
    }

    @Test
    void priceLineWithAMissingColumnIsNamed() {
        assertThatThrownBy(() -> PriceCsv.parse("heading\nopenai,gpt-4o,1,2,3,4\n"))
                .hasMessage("a price line needs 7 columns: openai,gpt-4o,1,2,3,4");
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = CatalogReaderTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
