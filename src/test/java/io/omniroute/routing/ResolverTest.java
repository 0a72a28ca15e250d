package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.catalog.Given.SnapshotOf;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.routing.Resolution.NotResolved;
import io.omniroute.routing.Resolution.Rule;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {
    private static final ProviderNode NODE = Given.node(NodeType.OPENAI_CHAT, "mo", "http://h/v1");

    @ParameterizedTest
    @CsvSource({"ds/deepseek-chat, deepseek, deepseek-chat", "deepseek/deepseek-chat, deepseek, deepseek-chat",
            "together/meta-llama/Llama-3.3-70B-Instruct-Turbo, together, meta-llama/Llama-3.3-70B-Instruct-Turbo",
            "fireworks/accounts/fireworks/models/deepseek-v3p1, fireworks, accounts/fireworks/models/deepseek-v3p1",
            "openai/brand-new-model, openai, brand-new-model"})
    void prefixNamesTheProviderByAliasOrId(String model, String provider, String id) {
        Found found = found(model, Given.nothing());

        assertThat(found.providerId()).isEqualTo(provider);
        assertThat(found.modelId()).isEqualTo(id);
        assertThat(found.rule()).isEqualTo(Rule.PROVIDER_PREFIX);
    }

    @Test
    void modelIsSentUnderTheNameItsProviderKnows() {
        Found found = found("mistral/mistral-large-2501", Given.nothing());

        assertThat(found.modelId()).isEqualTo("mistral-large-2501");
        assertThat(found.upstreamModel()).isEqualTo("mistral-large-latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mo/any/model", "openai-compatible-chat-n1/any/model"})
    void nodeIsFoundByPrefixAndId(String model) {
        Found found = found(model, Given.nothing().nodes(NODE));

        assertThat(found.providerId()).isEqualTo(NODE.id());
        assertThat(found.modelId()).isEqualTo("any/model");
        assertThat(found.rule()).isEqualTo(Rule.NODE_PREFIX);
    }

    @Test
    void builtInProviderWinsOverANodeOfTheSamePrefix() {
        ProviderNode impostor = Given.node(NodeType.OPENAI_CHAT, "openai", "http://h");

        assertThat(found("openai/gpt-4o", Given.nothing().nodes(impostor)).providerId()).isEqualTo("openai");
    }

    @Test
    void wholeNameListedByOneConnectedProviderGoesThere() {
        Found found = found("openai/gpt-oss-120b", Given.connected("openai", "groq"));

        assertThat(found.providerId()).isEqualTo("groq");
        assertThat(found.modelId()).isEqualTo("openai/gpt-oss-120b");
        assertThat(found.rule()).isEqualTo(Rule.LISTED_WITH_SLASH);
    }

    @Test
    void wholeNameListedByTwoConnectedProvidersGoesToThePrefix() {
        assertThat(found("openai/gpt-oss-120b", Given.connected("groq", "siliconflow")).providerId())
                .isEqualTo("openai");
    }

    @Test
    void wholeNameOfAProviderNobodyConnectedGoesToThePrefix() {
        assertThat(found("openai/gpt-oss-120b", Given.connected("openai")).providerId()).isEqualTo("openai");
    }

    @Test
    void modelAnOperatorAddedCountsAsListed() {
        var snapshot = Given.connected("groq").custom("openai", "gpt-oss-120b");

        assertThat(found("openai/gpt-oss-120b", snapshot).providerId()).isEqualTo("openai");
        assertThat(found("my-own", Given.nothing().custom("groq", "my-own")).providerId()).isEqualTo("groq");
    }

    @Test
    void openaiIsTakenForAModelItLists() {
        assertThat(found("gpt-4o", Given.connected("github")).providerId()).isEqualTo("openai");
    }

    @Test
    void onlyProviderOfAModelIsTaken() {
        assertThat(found("sonar-pro", Given.nothing()).providerId()).isEqualTo("perplexity");
    }

    @Test
    void onlyConnectedOneOfSeveralProvidersIsTaken() {
        assertThat(found("MiniMax-M2.1", Given.connected("minimax-cn")).providerId()).isEqualTo("minimax-cn");
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-4-6, anthropic", "claude-haiku-4-5-20251001, anthropic", "gpt-4.1, openai",
            "gpt-5-mini, openai", "gemini-3-flash-preview, gemini"})
    void connectedVendorServesWhatOnlyOthersList(String model, String provider) {
        assertThat(found(model, Given.connected(provider)).providerId()).isEqualTo(provider);
    }

    @Test
    void severalProvidersWithoutAConnectionAreAmbiguous() {
        Failure.Refused failure = refused("MiniMax-M2.1", Given.nothing());

        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.message()).contains("minimax/MiniMax-M2.1").contains("minimax-cn/MiniMax-M2.1");
    }

    @Test
    void severalConnectedProvidersAreAmbiguousAndNamedFirst() {
        Failure.Refused failure = refused("kimi-latest", Given.connected("kimi", "kimi-coding"));

        assertThat(failure.message()).contains("kmc/kimi-latest or kimi/kimi-latest");
    }

    @ParameterizedTest
    @CsvSource({"gpt-9, openai", "o1-next, openai", "o3, openai", "o4-mini-x, openai", "claude-9, anthropic",
            "gemini-9, gemini", "gemma-9, gemini"})
    void vendorIsEvidentFromTheName(String model, String provider) {
        Found found = found(model, Given.nothing());

        assertThat(found.providerId()).isEqualTo(provider);
        assertThat(found.rule()).isEqualTo(Rule.VENDOR_NAME);
    }

    @Test
    void unknownClaudeModelGoesToTheSubscriptionWhenOnlyThatIsConnected() {
        assertThat(found("claude-9", Given.connected("claude")).providerId()).isEqualTo("claude");
        assertThat(found("claude-9", Given.connected("claude", "anthropic")).providerId()).isEqualTo("anthropic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-99", "nobody/gpt-4o", "/gpt-4o"})
    void unknownNameIsNotFound(String model) {
        Failure.Refused failure = refused(model, Given.nothing());

        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.code()).isEqualTo("model_not_found");
        assertThat(failure.message()).startsWith("Model " + model + " not found. Closest names: ");
    }

    @Test
    void prefixWithoutAModelIsMalformed() {
        assertThat(refused("openai/", Given.nothing()).message()).isEqualTo("Invalid model format");
    }

    @Test
    void aliasLeadsToItsTargetEvenWithASlashInItsName() {
        var snapshot = Given.nothing().aliases(Map.of("team/fast", "quick", "quick", "groq/llama-3.3-70b-versatile"));

        Found found = found("team/fast", snapshot);

        assertThat(found.providerId()).isEqualTo("groq");
        assertThat(found.alias()).contains("quick");
    }

    @Test
    void threeAliasesInARowAreFollowedAndAFourthIsNot() {
        var snapshot = Given.nothing().aliases(Map.of("a", "b", "b", "c", "c", "d", "d", "gpt-4o"));

        assertThat(found("b", snapshot).modelId()).isEqualTo("gpt-4o");
        assertThat(refused("a", snapshot).message()).contains("Model alias a");
    }

    @Test
    void aliasesThatLeadInACircleAreRefused() {
        var snapshot = Given.nothing().aliases(Map.of("a", "b", "b", "a", "gpt-4o", "gpt-4o"));

        assertThat(refused("a", snapshot).status()).isEqualTo(400);
        assertThat(refused("gpt-4o", snapshot).status()).isEqualTo(400);
    }

    @Test
    void providerWithoutAnExecutorIsRefusedByName() {
        Failure.Refused failure = refused("kr/claude-sonnet-4.5", Given.connected("kiro"));

        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.code()).isEqualTo("provider_not_supported");
        assertThat(failure.message()).contains("kiro");
    }

    @Test
    void geminiDoorPrefersGoogleForAnUnprefixedName() {
        var found = (Found) Resolver.resolve("gemini-2.5-pro", Given.nothing().snapshot(), Given.SHIPPED,
                Optional.of(Format.GEMINI));

        assertThat(found.providerId()).isEqualTo("gemini");
        assertThat(refused("gemini-2.5-pro", Given.nothing()).status()).isEqualTo(400);
    }

    @Test
    void endpointSpeaksTheDialectOfTheDoorWhereTheProviderDoes() {
        var found = (Found) Resolver.resolve("gpt-4o", Given.nothing().snapshot(), Given.SHIPPED,
                Optional.of(Format.OPENAI_RESPONSES));

        assertThat(found.endpoint().format()).isEqualTo(Format.OPENAI_RESPONSES);
    }

    @Test
    void malformedNameIsRefusedBeforeAnyLookUp() {
        assertThat(refused("openai/../x", Given.nothing()).message()).isEqualTo("Invalid model format");
    }

    private static Found found(String model, SnapshotOf snapshot) {
        return (Found) Resolver.resolve(model, snapshot.snapshot(), Given.SHIPPED, Optional.of(Format.OPENAI));
    }

    private static Failure.Refused refused(String model, SnapshotOf snapshot) {
        Resolution resolution = Resolver.resolve(model, snapshot.snapshot(), Given.SHIPPED,
                Optional.of(Format.OPENAI));
        return ((NotResolved) resolution).failure();
    }
}
