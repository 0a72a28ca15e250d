package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.usage.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    @Test
    void providerIsFoundByIdAliasAndPrefix() {
        assertThat(Given.SHIPPED.byPrefix("kr")).isEqualTo(Given.SHIPPED.byPrefix("kiro"))
                .isEqualTo(Given.SHIPPED.provider("kiro")).isPresent();
        assertThat(Given.SHIPPED.byPrefix("nobody")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cc/claude-opus-4-6", "cc/claude-sonnet-4-5-20250929", "cc/claude-haiku-4-5-20251001",
            "cx/gpt-5.2-codex", "cx/gpt-5.1-codex-max", "gc/gemini-3-flash-preview", "gc/gemini-3-flash",
            "gc/gemini-2.5-pro", "gh/gpt-5",
            "gh/gpt-5.1-codex", "gh/claude-4.5-sonnet", "gh/gemini-3-pro", "glm/glm-4.7", "minimax/MiniMax-M2.1",
            "kimi/kimi-latest", "if/kimi-k2-thinking", "if/qwen3-coder-plus", "if/glm-4.7", "if/minimax-m2",
            "if/minimax-m2.1", "if/deepseek-r1", "qw/qwen3-coder-plus", "qw/qwen3-coder-flash",
            "kr/claude-sonnet-4.5", "kr/claude-haiku-4.5", "ds/deepseek-chat", "ds/deepseek-reasoner",
            "groq/llama-3.3-70b-versatile", "groq/llama-4-maverick-17b-128e-instruct", "xai/grok-4",
            "xai/grok-4-0709-fast-reasoning", "xai/grok-code-mini", "mistral/mistral-large-2501",
            "mistral/codestral-2501", "pplx/sonar-pro", "pplx/sonar",
            "together/meta-llama/Llama-3.3-70B-Instruct-Turbo", "fireworks/accounts/fireworks/models/deepseek-v3p1",
            "cerebras/llama-3.3-70b", "cohere/command-r-plus-08-2024", "nvidia/nvidia/llama-3.3-70b-instruct",
            "deepgram/nova-3", "nebius/Qwen/Qwen3-Embedding-8B"})
    void modelsOfTheUserGuideAreKnown(String name) {
        int slash = name.indexOf('/');

        Provider provider = Given.SHIPPED.byPrefix(name.substring(0, slash)).orElseThrow();

        assertThat(provider.model(name.substring(slash + 1))).isPresent();
    }

    @Test
    void bareIdNamesItsProvidersInRegistryOrder() {
        assertThat(Given.SHIPPED.chatProvidersOf("gpt-4o")).extracting(Provider::id).containsExactly("github",
                "openai");
        assertThat(Given.SHIPPED.chatProvidersOf("text-embedding-3-small")).isEmpty();
    }

    @Test
    void registryPriceWinsOverTheTable() {
        Price table = new Price(new BigDecimal("999"), null, null, null, null);
        Catalog catalog = new Catalog(Given.SHIPPED.providers(),
                Map.of("openai", Map.of("gpt-4o", table, "gone", table)), Retry.NONE);

        assertThat(catalog.price("openai", "gpt-4o").orElseThrow().input()).isEqualByComparingTo("2.5");
        assertThat(catalog.price("openai", "gone")).contains(table);
        assertThat(catalog.defaultPrices().get("openai")).containsEntry("gone", table)
                .doesNotContainEntry("gpt-4o", table);
    }

    @Test
    void priceOfWhatIsSentIsThatOfTheListedModel() {
        assertThat(Given.SHIPPED.price("xai", "grok-4-fast-reasoning"))
                .isEqualTo(Given.SHIPPED.price("xai", "grok-4-0709-fast-reasoning")).isPresent();
    }

    @Test
    void prefixUsedTwiceIsRefused() {
        Provider openai = Given.SHIPPED.provider("openai").orElseThrow();

        assertThatThrownBy(() -> new Catalog(List.of(openai, openai), Map.of(), Retry.NONE))
                .hasMessage("provider id used twice: openai");
    }
}
