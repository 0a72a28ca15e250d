package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.route.Endpoint;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderEndpointsTest {
    @Test
    void openaiIsReachedInItsOwnDialectAndIsNative() {
        Endpoint endpoint = reach("openai", Format.OPENAI).endpoint();

        assertThat(endpoint.baseUrl() + endpoint.path()).isEqualTo("https://api.openai.com/v1/chat/completions");
        assertThat(endpoint.auth()).isEqualTo(Endpoint.Auth.BEARER);
        assertThat(endpoint.nativeApi()).isTrue();
    }

    @Test
    void responsesClientReachesOpenaiInResponses() {
        Endpoint endpoint = reach("openai", Format.OPENAI_RESPONSES).endpoint();

        assertThat(endpoint.path()).isEqualTo("/v1/responses");
        assertThat(endpoint.format()).isEqualTo(Format.OPENAI_RESPONSES);
        assertThat(endpoint.nativeApi()).isTrue();
    }

    @Test
    void dialectTheProviderDoesNotSpeakLeavesItsOwn() {
        assertThat(reach("groq", Format.CLAUDE).format()).isEqualTo(Format.OPENAI);
        assertThat(reach("groq", Format.CLAUDE).endpoint().nativeApi()).isFalse();
    }

    @Test
    void formatOfTheModelWinsOverThatOfTheClient() {
        Reach reach = ProviderEndpoints.of(provider("openai"), Optional.of(Format.OPENAI_RESPONSES),
                Optional.of(Format.OPENAI));

        assertThat(reach.format()).isEqualTo(Format.OPENAI_RESPONSES);
    }

    @Test
    void secondDialectBringsItsOwnAddressAndHeaders() {
        Endpoint endpoint = reach("kimi", Format.CLAUDE).endpoint();

        assertThat(endpoint.baseUrl() + endpoint.path()).isEqualTo("https://api.moonshot.ai/anthropic/v1/messages");
        assertThat(endpoint.auth()).isEqualTo(Endpoint.Auth.X_API_KEY);
        assertThat(endpoint.headers()).containsEntry("Anthropic-Version", "2023-06-01");
        assertThat(endpoint.nativeApi()).isTrue();
    }

    @Test
    void geminiPathKeepsItsPlaceholders() {
        assertThat(reach("gemini", Format.GEMINI).endpoint().path()).isEqualTo("/v1beta/models/{model}:{action}");
        assertThat(reach("gemini", Format.GEMINI).endpoint().auth()).isEqualTo(Endpoint.Auth.X_GOOG_API_KEY);
    }

    @Test
    void productIsFilledInAndHeadersThatCannotBeFilledAreLeftOut() {
        assertThat(reach("openrouter", Format.OPENAI).endpoint().headers()).containsOnlyKeys("X-Title")
                .containsEntry("X-Title", "OmniRoute");
    }

    @Test
    void apiKeyAndTokenOfOneProviderAreSentDifferently() {
        Reach claude = reach("claude", Format.CLAUDE);

        assertThat(claude.endpoint(Optional.empty(), AuthType.APIKEY).auth()).isEqualTo(Endpoint.Auth.X_API_KEY);
        assertThat(claude.endpoint(Optional.empty(), AuthType.OAUTH).auth()).isEqualTo(Endpoint.Auth.BEARER);
    }

    @Test
    void providerWithoutAnExecutorHasNoEndpoint() {
        assertThatThrownBy(() -> reach("kiro", Format.OPENAI)).hasMessage("no executor for provider kiro");
    }

    @Test
    void everySupportedProviderHasAnEndpointInEveryClientDialect() {
        assertThat(Given.SHIPPED.providers()).filteredOn(Provider::supported).hasSize(24).allSatisfy(provider -> {
            for (Format format : Format.values()) {
                assertThat(reach(provider.id(), format).endpoint().path()).startsWith("/");
            }
        });
    }

    private static Reach reach(String provider, Format door) {
        return ProviderEndpoints.of(provider(provider), Optional.empty(), Optional.of(door));
    }

    private static Provider provider(String id) {
        return Given.SHIPPED.provider(id).orElseThrow();
    }
}
