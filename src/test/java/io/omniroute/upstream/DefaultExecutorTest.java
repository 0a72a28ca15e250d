package io.omniroute.upstream;

import static io.omniroute.upstream.UpstreamFixtures.account;
import static io.omniroute.upstream.UpstreamFixtures.action;
import static io.omniroute.upstream.UpstreamFixtures.anthropic;
import static io.omniroute.upstream.UpstreamFixtures.gemini;
import static io.omniroute.upstream.UpstreamFixtures.openAi;
import static io.omniroute.upstream.UpstreamFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.secret.SealedText;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamCall;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultExecutorTest {
    private static final String KEY = "sk-secret-4711";

    private final List<UpstreamCall> sent = new ArrayList<>();
    private final Executor executor = new DefaultExecutor((call, cancellation) -> {
        sent.add(call);
        return new UpstreamReply(200, List.of(), InputStream.nullInputStream(), () -> {});
    }, UpstreamFixtures.Reversed.INSTANCE);

    @Test
    void openAiCallCarriesTheKeyAsBearerAndTheBodyItself() {
        var request = request(Map.of("OpenAI-Beta", "x=1"), false);

        UpstreamCall call = send(openAi("https://api.openai.com"), account("openai", KEY, Map.of()), request);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://api.openai.com/v1/chat/completions");
        assertThat(call.headers()).containsExactlyInAnyOrderEntriesOf(Map.of("Authorization", "Bearer " + KEY, "Accept",
                "application/json", "Content-Type", "application/json", "OpenAI-Beta", "x=1"));
        assertThat(call.body()).isSameAs(request.body());
    }

    @Test
    void streamAsksForEvents() {
        UpstreamCall call = send(openAi("https://o.example"), account("openai", KEY, Map.of()),
                request(Map.of(), true));

        assertThat(call.headers()).containsEntry("Accept", "text/event-stream");
    }

    @Test
    void baseUrlOfTheAccountReplacesTheRegistrys() {
        var account = account("openai", KEY, Map.of("baseUrl", "http://mirror:8080/v1"));

        UpstreamCall call = send(openAi("https://api.openai.com"), account, request(Map.of(), false));

        assertThat(call.uri()).hasToString("http://mirror:8080/v1/chat/completions");
    }

    @Test
    void anthropicCallGetsAVersionUnlessTheClientNamesOne() {
        var account = account("anthropic", KEY, Map.of());
        var beta = Map.of("anthropic-beta", "a,b");

        assertThat(send(anthropic("https://a.example"), account, request(beta, false)).headers())
                .containsEntry("anthropic-version", "2023-06-01").containsEntry("anthropic-beta", "a,b")
                .containsEntry("x-api-key", KEY).doesNotContainKey("Authorization");
        assertThat(send(anthropic("https://a.example"), account,
                request(Map.of("Anthropic-Version", "2026-10-21"), false)).headers())
                .containsEntry("anthropic-version", "2026-10-21");
    }

    @Test
    void geminiCallCarriesActionAndQueryButNotTheClientsKey() {
        UpstreamCall call = send(gemini("https://g.example"), account("gemini", KEY, Map.of()),
                action("streamGenerateContent", "key=clients&alt=sse"));

        assertThat(call.uri()).hasToString("https://g.example/v1beta/models/model-1:streamGenerateContent?alt=sse");
        assertThat(call.headers()).containsEntry("x-goog-api-key", KEY);
    }

    @Test
    void clientsHeadersWinOverTheEndpointsButNeverOverOurs() {
        var endpoint = new Endpoint("p", "P", io.omniroute.domain.Format.OPENAI, "https://p.example", "/chat",
                Endpoint.Auth.BEARER, Map.of("x-title", "endpoint", "x-static", "1"), true);
        var client = Map.of("X-Title", "client", "Authorization", "Bearer clients", "x-api-key", "clients",
                "X-Goog-Api-Key", "clients", "cookie", "a=b", "Host", "evil", "content-length", "9", "accept-encoding",
                "gzip", "Transfer-Encoding", "chunked");

        UpstreamCall call = send(endpoint, account("p", KEY, Map.of()), request(client, false));

        assertThat(call.headers()).containsExactlyInAnyOrderEntriesOf(Map.of("x-title", "client", "x-static", "1",
                "Authorization", "Bearer " + KEY, "Accept", "application/json", "Content-Type", "application/json"));
    }

    @Test
    void accountWithoutKeySendsNone() {
        UpstreamCall call = send(openAi("http://local"), account("openai", null, Map.of()), request(Map.of(), false));

        assertThat(call.headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "\u20ac", "a\u007fb"})
    void forwardedHeaderThatCouldNotBeSentIsRefused(String value) {
        assertFailure(Failure.Refused.class, openAi("https://o.example"), account("openai", KEY, Map.of()),
                request(Map.of("OpenAI-Beta", value), false));
    }

    @Test
    void forwardedHeaderNameThatIsNoneIsRefused() {
        assertFailure(Failure.Refused.class, openAi("https://o.example"), account("openai", KEY, Map.of()),
                request(Map.of("x-goog-a b", "1"), false));
    }

    @Test
    void keyThatCouldNotBeSentLeavesTheCallToAnotherAccount() {
        assertFailure(Failure.Unreachable.class, openAi("https://o.example"),
                account("openai", KEY + "\r\nX: 1", Map.of()), request(Map.of(), false));
    }

    @Test
    void keyThatCannotBeOpenedLeavesTheCallToAnotherAccount() {
        Connection whole = account("openai", KEY, Map.of());
        var moved = new Connection("other", whole.provider(), whole.authType(), whole.name(), null, 1, null, true, null,
                new SealedText(whole.apiKey().value()), whole.data(), whole.health(), whole.createdAt(),
                whole.updatedAt());

        assertFailure(Failure.Unreachable.class, openAi("https://o.example"), moved, request(Map.of(), false));
    }

    @Test
    void nothingPrintsTheKey() {
        UpstreamCall call = send(openAi("https://o.example"), account("openai", KEY, Map.of()),
                request(Map.of(), false));

        assertThat(call.toString()).doesNotContain(KEY);
        assertThat(new CallHeaders(openAi("https://o")).credential(Endpoint.Auth.BEARER, KEY).toString())
                .contains("Authorization").doesNotContain(KEY);
    }

    private UpstreamCall send(Endpoint endpoint, Connection account, OutboundRequest request) {
        executor.send(new Leg(endpoint, account, "model-1"), request, new Cancellation()).close();
        return sent.getLast();
    }

    private void assertFailure(Class<? extends Failure> kind, Endpoint endpoint, Connection account,
            OutboundRequest request) {
        assertThatThrownBy(() -> send(endpoint, account, request)).isInstanceOfSatisfying(GatewayException.class, e -> {
            assertThat(e.failure()).isInstanceOf(kind);
            assertThat(e.getMessage()).doesNotContain(KEY, "X: 1");
        });
        assertThat(sent).isEmpty();
    }
}
