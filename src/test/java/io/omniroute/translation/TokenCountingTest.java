package io.omniroute.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCountingTest {
    @Test
    void eachDialectHasItsOwnWordForTheCount() {
        assertThat(new String(TokenCounting.answer(Format.CLAUDE, 7), UTF_8)).isEqualTo("{\"input_tokens\":7}");
        assertThat(new String(TokenCounting.answer(Format.GEMINI, 7), UTF_8)).isEqualTo("{\"totalTokens\":7}");
    }

    @Test
    void whatOnlyGenerationNeedsIsNotCounted() {
        assertThat(sent(Format.CLAUDE, "{'model':'alias','max_tokens':9,'stream':true,'messages':[],'tools':[1]}"))
                .isEqualTo("{'model':'m','messages':[],'tools':[1]}");
        assertThat(sent(Format.GEMINI, "{'model':'x','contents':[1]}"))
                .isEqualTo("{'generateContentRequest':{'model':'models/m','contents':[1]}}");
    }

    @Test
    void aWrappedRequestIsTheRequest() {
        assertThat(TokenCounting.request(json("{'generateContentRequest':{'contents':[1]}}")))
                .isEqualTo(json("{'contents':[1]}"));
        assertThatThrownBy(() -> TokenCounting.request(json("[1]"))).isInstanceOf(GatewayException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"input_tokens\":-1}", "{\"input_tokens\":\"7\"}", "<html>"})
    void whatIsNoCountIsNone(String answer) {
        assertThat(TokenCounting.tokens(Format.CLAUDE, answer.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void theUpstreamsCountIsRead() {
        assertThat(TokenCounting.tokens(Format.CLAUDE, "{\"input_tokens\":7}".getBytes(UTF_8))).hasValue(7);
        assertThat(TokenCounting.tokens(Format.GEMINI, "{\"totalTokens\":8}".getBytes(UTF_8))).hasValue(8);
    }

    private static String sent(Format target, String request) {
        return new String(TokenCounting.upstreamBody(target, (Json.Obj) json(request), "m"), UTF_8).replace('"', '\'');
    }

    private static Json json(String text) {
        return JsonText.parse(text.replace('\'', '"')).orElseThrow();
    }
}
