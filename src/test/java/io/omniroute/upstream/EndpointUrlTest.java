package io.omniroute.upstream;

import static io.omniroute.upstream.UpstreamFixtures.CHAT;
import static io.omniroute.upstream.UpstreamFixtures.MESSAGES;
import static io.omniroute.upstream.UpstreamFixtures.action;
import static io.omniroute.upstream.UpstreamFixtures.endpoint;
import static io.omniroute.upstream.UpstreamFixtures.gemini;
import static io.omniroute.upstream.UpstreamFixtures.openAi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {
    private static final String NODE = "openai-compatible-chat-1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://api.openai.com                 | https://api.openai.com/v1/chat/completions
            https://api.openai.com/                | https://api.openai.com/v1/chat/completions
            https://api.openai.com/v1              | https://api.openai.com/v1/chat/completions
            https://api.openai.com/v1//            | https://api.openai.com/v1/chat/completions
            http://host:8080/v1beta                | http://host:8080/v1beta/chat/completions
            https://api.z.ai/api/paas/v4           | https://api.z.ai/api/paas/v4/chat/completions
            https://api.groq.com/openai/v1         | https://api.groq.com/openai/v1/chat/completions
            https://host/openai                    | https://host/openai/chat/completions
            https://host/v1/openai                 | https://host/v1/openai/chat/completions
            https://host/very1                     | https://host/very1/chat/completions
            http://[::1]:1234/v1                   | http://[::1]:1234/v1/chat/completions
            https://x.example/openai?api-version=7 | https://x.example/openai/chat/completions?api-version=7
            """)
    void openAiNodesPutTheVersionInOnce(String base, String expected) {
        assertThat(EndpointUrl.of(endpoint(NODE, Format.OPENAI, base, CHAT), "m", action("", "")))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://openrouter.ai/api      | https://openrouter.ai/api/v1/chat/completions
            https://api.groq.com/openai    | https://api.groq.com/openai/v1/chat/completions
            http://mirror                  | http://mirror/v1/chat/completions
            http://mirror/v1               | http://mirror/v1/chat/completions
            """)
    void registryProvidersKeepTheirPathBelowAPrefix(String base, String expected) {
        assertThat(EndpointUrl.of(openAi(base), "m", action("", ""))).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://api.anthropic.com              | https://api.anthropic.com/v1/messages
            https://api.anthropic.com/v1           | https://api.anthropic.com/v1/messages
            https://api.anthropic.com/v1/messages/ | https://api.anthropic.com/v1/messages
            https://api.deepseek.com/anthropic     | https://api.deepseek.com/anthropic/v1/messages
            """)
    void anthropicNodesPutTheVersionInOnce(String base, String expected) {
        var node = endpoint("anthropic-compatible-1", Format.CLAUDE, base, MESSAGES);

        assertThat(EndpointUrl.of(node, "m", action("", ""))).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://g.example        | gemini-3-pro | generateContent | alt=sse       | https://g.example/v1beta/models/gemini-3-pro:generateContent?alt=sse
            https://g.example/v1beta | m            | countTokens     | ''            | https://g.example/v1beta/models/m:countTokens
            https://g.example/v1     | m            | countTokens     | ''            | https://g.example/v1/models/m:countTokens
            https://g.example/gw     | m            | countTokens     | ''            | https://g.example/gw/v1beta/models/m:countTokens
            https://g.example        | a/b c:d?e#f% | x               | ''            | https://g.example/v1beta/models/a/b%20c%3ad%3fe%23f%25:x
            https://g.example        | \u00fc@2     | x               | ''            | https://g.example/v1beta/models/%c3%bc@2:x
            https://g.example        | m            | x               | key=k&alt=sse | https://g.example/v1beta/models/m:x?alt=sse
            https://g.example        | m            | x               | alt=sse&key=  | https://g.example/v1beta/models/m:x?alt=sse
            https://g.example        | m            | x               | $fields=a%2Cb | https://g.example/v1beta/models/m:x?$fields=a%2Cb
            """)
    void geminiNamesStandEncodedInThePath(String base, String model, String action, String query, String expected) {
        assertThat(EndpointUrl.of(gemini(base), model, action(action, query))).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../secret", "a/../b", "a/..", ".", "a//b", "/a", "a/"})
    void modelThatStepsUpwardsIsRefused(String model) {
        assertRefused(() -> EndpointUrl.of(gemini("https://g.example"), model, action("x", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nHost: x", "a#b", "a=%zz", "<x>"})
    void queryThatIsNoneIsRefused(String query) {
        assertRefused(() -> EndpointUrl.of(gemini("https://g.example"), "m", action("x", query)));
    }

    @Test
    void queryOfThePathComesBeforeTheOneOfTheRequest() {
        var claude = endpoint("claude", Format.CLAUDE, "https://a.example?x=1", "/v1/messages?beta=true");

        assertThat(EndpointUrl.of(claude, "m", action("", "")))
                .hasToString("https://a.example/v1/messages?x=1&beta=true");
        assertThat(EndpointUrl.of(claude, "m", action("", "y=2")))
                .hasToString("https://a.example/v1/messages?x=1&beta=true&y=2");
    }

    @Test
    void baseUrlThatIsNoneIsUnreachable() {
        assertThatThrownBy(() -> EndpointUrl.of(openAi("http://a b"), "m", action("", "")))
                .isInstanceOfSatisfying(GatewayException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Unreachable.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai                   | OPENAI | https://api.openai.com          | /v1/chat/completions            | https://api.openai.com/v1/models
            openai-compatible-chat-1 | OPENAI | https://host/openai             | /v1/chat/completions            | https://host/openai/models
            openai-compatible-chat-1 | OPENAI | https://api.z.ai/api/paas/v4    | /v1/chat/completions            | https://api.z.ai/api/paas/v4/models
            perplexity               | OPENAI | https://api.perplexity.ai       | /chat/completions               | https://api.perplexity.ai/models
            anthropic                | CLAUDE | https://api.anthropic.com/v1    | /v1/messages?beta=true          | https://api.anthropic.com/v1/models
            anthropic-compatible-1   | CLAUDE | https://api.anthropic.com       | /v1/messages                    | https://api.anthropic.com/v1/models
            gemini                   | GEMINI | https://g.example/v1beta        | /v1beta/models/{model}:{action} | https://g.example/v1beta/models
            """)
    void modelsAreListedBesideTheEndpoint(String provider, Format format, String base, String path, String expected) {
        assertThat(ConnectionProbe.modelsUri(endpoint(provider, format, "https://unused", path), base)).get()
                .hasToString(expected);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable building) {
        assertThatThrownBy(building).isInstanceOfSatisfying(GatewayException.class,
                e -> assertThat(e.failure()).isInstanceOf(Failure.Refused.class));
    }
}
