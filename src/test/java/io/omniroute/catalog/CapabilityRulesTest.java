package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.Format;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityRulesTest {
    @ParameterizedTest
    @CsvSource({"claude-3-5-sonnet-20241022,NONE", "claude-3-opus-20240229,NONE", "claude-2.1,NONE",
            "claude-instant-1.2,NONE", "claude-unknown-x,NONE", "MiniMax-M2.1,BUDGET", "glm-4.7,BUDGET",
            "claude-3-7-sonnet-20250219,BUDGET", "claude-sonnet-4-20250514,BUDGET", "claude-opus-4-1-20250805,BUDGET",
            "claude-sonnet-4-5,BUDGET", "claude-haiku-4-5-20251001,BUDGET", "claude-4.5-sonnet,BUDGET",
            "claude-sonnet-4-5@20250929,BUDGET", "us.anthropic.claude-sonnet-4-5-20250929-v1:0,BUDGET",
            "claude-opus-4-6,ADAPTIVE", "claude-opus-4-6-thinking,ADAPTIVE", "claude-sonnet-4.7,ADAPTIVE",
            "claude-opus-5,ADAPTIVE", "anthropic/claude-opus-4-10,ADAPTIVE"})
    void claudeModelsThinkInTheWayOfTheirVersion(String model, ThinkingStyle style) {
        assertThat(of(Format.CLAUDE, "claude", model).thinking()).isEqualTo(style);
    }

    @ParameterizedTest
    @CsvSource({"gemini-1.5-pro-002,NONE", "gemini-2.0-flash-001,NONE", "gemini-2.5-flash,BUDGET",
            "gemini-2.5-flash-preview-09-2025,BUDGET", "gemini-flash-latest,BUDGET", "gemini-exp-1206,NONE",
            "gemini-2.5-flash-preview-image-generation,NONE", "gemini-2.5-pro-preview-tts,NONE",
            "gemini-3-flash-preview,LEVEL", "gemini-3-pro-high,LEVEL", "gemini-3.1-pro,LEVEL", "gemma-3-27b-it,NONE",
            "claude-sonnet-4-5,NONE", "claude-opus-4-6-thinking,BUDGET"})
    void geminiModelsThinkInTheWayOfTheirVersion(String model, ThinkingStyle style) {
        assertThat(of(Format.GEMINI, "gemini", model).thinking()).isEqualTo(style);
        assertThat(of(Format.ANTIGRAVITY, "antigravity", model).thinking()).isEqualTo(style);
        assertThat(of(Format.OPENAI, "openrouter", model).thinking()).isEqualTo(ThinkingStyle.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o1", "o1-mini", "o3", "o4-mini", "gpt-5", "gpt-5.3-codex-high", "kimi-k2-thinking",
            "deepseek-reasoner", "deepseek-ai/DeepSeek-R1", "grok-3-mini", "grok-code-mini", "openai/gpt-oss-120b"})
    void modelsThatReasonTakeAnEffort(String model) {
        assertThat(of(Format.OPENAI, "some", model).can(Ability.REASONING)).isTrue();
        assertThat(of(Format.OPENAI_RESPONSES, "some", model).can(Ability.REASONING)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5-chat-latest", "gpt-4.1", "gpt-4o", "llama-3.3-70b", "deepseek-chat", "grok-4",
            "mistral-large"})
    void otherModelsTakeNone(String model) {
        assertThat(of(Format.OPENAI, "some", model).can(Ability.REASONING)).isFalse();
    }

    @Test
    void aModelOfAnotherDialectReasonsWhenItThinks() {
        assertThat(of(Format.CLAUDE, "claude", "claude-opus-4-6").can(Ability.REASONING)).isTrue();
        assertThat(of(Format.GEMINI, "gemini", "gemini-2.0-flash").can(Ability.REASONING)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-4-6,true", "claude-sonnet-4-5,true", "claude-unknown-x,true", "claude-opus-4-7,false",
            "claude-sonnet-5,false"})
    void laterClaudeModelsTakeNoSamplingParameters(String model, boolean takes) {
        assertThat(of(Format.CLAUDE, "claude", model).can(Ability.SAMPLING_PARAMS)).isEqualTo(takes);
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-4-20250514,false", "claude-opus-4-1,true", "claude-sonnet-4-20250514,false",
            "claude-sonnet-4-5,true", "claude-haiku-4-5-20251001,true", "claude-3-5-haiku-20241022,false",
            "glm-4.7,false", "claude-sonnet-5,true"})
    void structuredOutputCameWithAVersion(String model, boolean able) {
        assertThat(of(Format.CLAUDE, "claude", model).can(Ability.STRUCTURED_OUTPUT)).isEqualTo(able);
        assertThat(of(Format.OPENAI, "openai", model).can(Ability.STRUCTURED_OUTPUT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deepseek-r1-distill", "deepseek-ai/DeepSeek-R1", "qwq-32b", "Qwen/Qwen3-32B",
            "magistral-small", "minimax-m2", "glm-4.5-air", "glm-z1-9b"})
    void someModelsWriteTheirThoughtsIntoTheText(String model) {
        assertThat(of(Format.OPENAI, "some", model).can(Ability.THINK_TAGS)).isTrue();
        assertThat(of(Format.CLAUDE, "some", model).can(Ability.THINK_TAGS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral-large", "deepseek-chat", "gpt-5", "deepseek-reasoner"})
    void mostModelsDoNot(String model) {
        assertThat(of(Format.OPENAI, "some", model).can(Ability.THINK_TAGS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"openai,true", "azure,true", "github,true", "deepseek,false", "codex,false"})
    void newerNamesAreForOpenAisOwnEndpoints(String provider, boolean knows) {
        Capabilities found = of(Format.OPENAI, provider, "gpt-4.1");

        assertThat(found.can(Ability.DEVELOPER_ROLE)).isEqualTo(knows);
        assertThat(found.can(Ability.COMPLETION_TOKENS_FIELD)).isEqualTo(knows);
        assertThat(of(Format.CLAUDE, provider, "x").can(Ability.DEVELOPER_ROLE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"glm-4.7,false", "z-ai/glm4.7,false", "zai-glm-4.7,false", "zai-org/GLM-4.6V,false", "glm-4-32b,false",
            "glm-5,false", "glm-5.1,true", "glm-5-1,true", "glm-6,true", "ernie-4.0,false",
            "baidu/ERNIE-4.5-300B-A47B,false", "gpt-4.1,true", "my-ernie-4,true"})
    void someModelsRefuseASystemMessage(String model, boolean takes) {
        assertThat(of(Format.OPENAI, "some", model).can(Ability.SYSTEM_ROLE)).isEqualTo(takes);
        assertThat(of(Format.CLAUDE, "some", model).can(Ability.SYSTEM_ROLE)).isTrue();
    }

    @Test
    void gemmaKnowsNoSystemInstructionBeforeItsFourthVersion() {
        assertThat(of(Format.GEMINI, "gemini", "gemma-3-27b-it").can(Ability.SYSTEM_ROLE)).isFalse();
        assertThat(of(Format.GEMINI, "gemini", "gemma-4-31b-it").can(Ability.SYSTEM_ROLE)).isTrue();
        assertThat(of(Format.GEMINI, "gemini", "gemini-2.5-pro").can(Ability.SYSTEM_ROLE)).isTrue();
    }

    @Test
    void whatNobodyKnowsIsAllowed() {
        Capabilities found = of(Format.OPENAI, "node", "some-model");

        assertThat(found.abilities()).contains(Ability.VISION, Ability.AUDIO, Ability.PDF, Ability.SYSTEM_ROLE);
        assertThat(found.can(Ability.IMPLICIT_THINK)).isFalse();
    }

    @Test
    void vertexHasNoCallIds() {
        assertThat(of(Format.GEMINI, "gemini", "gemini-2.5-pro").can(Ability.FUNCTION_CALL_ID)).isTrue();
        assertThat(of(Format.GEMINI, "vertex", "gemini-2.5-pro").can(Ability.FUNCTION_CALL_ID)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"deepseek-reasoner,true", "deepseek-v3.2-reasoner,true", "kimi-k2-thinking,true", "kimi-k2.5,true",
            "moonshotai/Kimi-K2.6,true", "kimi-k2,false", "kimi-latest,false", "deepseek-chat,false", "gpt-5,false",
            "qwen3-235b-thinking,false"})
    void someThinkingModelsWantTheirReasoningBack(String model, boolean wants) {
        assertThat(of(Format.OPENAI, "some", model).can(Ability.REPLAY_REASONING)).isEqualTo(wants);
    }

    @Test
    void topKGoesToWhereItIsDocumented() {
        assertThat(of(Format.OPENAI, "together", "x").can(Ability.TOP_K)).isTrue();
        assertThat(of(Format.OPENAI, "openai", "x").can(Ability.TOP_K)).isFalse();
    }

    @Test
    void searchModelsSearch() {
        assertThat(of(Format.OPENAI, "openai", "gpt-4o-search-preview").can(Ability.WEB_SEARCH)).isTrue();
        assertThat(of(Format.OPENAI, "openrouter", "openai/gpt-4o-mini-search-preview").can(Ability.WEB_SEARCH))
                .isTrue();
        assertThat(of(Format.OPENAI, "openai", "gpt-4o").can(Ability.WEB_SEARCH)).isFalse();
    }

    @Test
    void someUpstreamsOnlyStream() {
        assertThat(of(Format.OPENAI_RESPONSES, "codex", "gpt-5").can(Ability.STREAM_ONLY)).isTrue();
        assertThat(of(Format.KIRO, "mine", "claude-sonnet-4.5").can(Ability.STREAM_ONLY)).isTrue();
        assertThat(of(Format.OPENAI_RESPONSES, "openai", "gpt-5").can(Ability.STREAM_ONLY)).isFalse();
    }

    @Test
    void anOverrideWins() {
        Capabilities found = CapabilityRules.of(Format.OPENAI, "openai", "gpt-5", OptionalLong.of(5),
                Map.of(Ability.REASONING, false, Ability.STREAM_ONLY, true));

        assertThat(found.can(Ability.REASONING)).isFalse();
        assertThat(found.can(Ability.STREAM_ONLY)).isTrue();
        assertThat(found.maxOutput()).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "claude", "claude-", "gemini-", "glm", "claude-99999999999999999999", "kimi-k",
            "claude-4-99999999999", "claude--4", "ernie", "gpt-"})
    void noNameIsTooStrange(String model) {
        for (Format format : Format.values()) {
            assertThat(of(format, "", model).maxOutput()).isEmpty();
        }
    }

    private static Capabilities of(Format format, String provider, String model) {
        return CapabilityRules.of(format, provider, model, OptionalLong.empty(), Map.of());
    }
}
