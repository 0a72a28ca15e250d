package io.omniroute.api.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.api.PlayedServlet;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.gateway.Inbound.PathTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateContentDoorTest {
    private static PathTarget target(String uri) {
        return new GenerateContentDoor().target(new PlayedServlet(uri).request()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"/v1beta/models/gemini-2.5-pro:generateContent, gemini-2.5-pro, generateContent",
            "/v1beta/models/p/m:streamGenerateContent, p/m, streamGenerateContent",
            "/v1beta/models/p%2Fm:generateContent, p/m, generateContent",
            "/v1beta/models/p%2fa/b:generateContent, p/a/b, generateContent",
            "/v1beta/p/m:generateContent, p/m, generateContent",
            "/v1beta/models/p/m:latest:generateContent, p/m:latest, generateContent",
            "/v1beta/models/p/m%3Agenerate:generateContent, p/m:generate, generateContent",
            "/v1beta/models/a+b:generateContent, a+b, generateContent",
            "/v1beta/models/gr%C3%BC%C3%9F:generateContent, grüß, generateContent"})
    void thePathNamesModelAndAction(String uri, String model, String action) {
        PathTarget target = target(uri);

        assertThat(target.model()).isEqualTo(model);
        assertThat(target.action()).isEqualTo(action);
        assertThat(target.query()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"?alt=sse, alt=sse, false", "?key=secret&alt=sse, alt=sse, false",
            "?alt=sse&key=secret, alt=sse, false",
            "?key=secret, '', true", "?a=1&&b=2, a=1&b=2, true", "?alt=json, alt=json, true",
            "?xalt=sse, xalt=sse, true"})
    void theQueryIsKeptWithoutTheKey(String query, String kept, boolean array) {
        PathTarget target = target("/v1beta/models/m:streamGenerateContent" + query);

        assertThat(target.query()).isEqualTo(kept);
        assertThat(target.streaming()).isTrue();
        assertThat(target.asArray()).isEqualTo(array);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models/m:other", "/v1beta/models/m:", "/v1beta/models/:generateContent",
            "/v1beta/:generateContent", "/v1beta/models/m:generateContent/x", "/v1beta/models/m",
            "/v1beta/models/m:GenerateContent"})
    void anUnknownActionDoesNotExist(String uri) {
        assertThatThrownBy(() -> target(uri)).isInstanceOfSatisfying(GatewayException.class,
                thrown -> assertThat(thrown.failure().status()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?alt=sse", "?alt=json", ""})
    void aCompleteAnswerIsNoArray(String query) {
        assertThat(target("/v1beta/models/m:generateContent" + query).asArray()).isFalse();
    }
}
