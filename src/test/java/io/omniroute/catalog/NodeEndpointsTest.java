package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.route.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeEndpointsTest {
    @ParameterizedTest
    @CsvSource({"OPENAI_CHAT, /v1/chat/completions", "OPENAI_RESPONSES, /v1/responses", "ANTHROPIC, /v1/messages",
            "GEMINI, /v1beta/models/{model}:{action}"})
    void baseUrlStaysAsTypedBesideTheVersionedPath(NodeType type, String path) {
        Endpoint endpoint = NodeEndpoints.of(Given.node(type, "mo", "http://h/v1"));

        assertThat(endpoint.baseUrl()).isEqualTo("http://h/v1");
        assertThat(endpoint.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI_CHAT, Authorization, false", "OPENAI_RESPONSES, Authorization, true",
            "ANTHROPIC, x-api-key, true", "GEMINI, x-goog-api-key, true"})
    void credentialAndForwardingFollowTheType(NodeType type, String header, boolean nativeApi) {
        Endpoint endpoint = NodeEndpoints.of(Given.node(type, "mo", "http://h"));

        assertThat(endpoint.auth().header()).isEqualTo(header);
        assertThat(endpoint.nativeApi()).isEqualTo(nativeApi);
        assertThat(endpoint.format()).isEqualTo(type.format());
    }

    @Test
    void anthropicNodeIsToldTheVersionOfTheApi() {
        assertThat(NodeEndpoints.of(Given.node(NodeType.ANTHROPIC, "mo", "http://h")).headers())
                .containsEntry("Anthropic-Version", "2023-06-01");
    }
}
