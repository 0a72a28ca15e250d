package io.omniroute.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.admin.Probe;
import io.omniroute.admin.Prober;
import io.omniroute.catalog.Given;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretPlace;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.upstream.ConnectionProbe;
import io.omniroute.upstream.http.HttpTransport;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogProberTest {
    private static final Secrets NO_SECRETS = new Secrets() {
        @Override
        public SealedText seal(String clearText, SecretPlace place) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String unseal(SealedText sealed, SecretPlace place) {
            throw new UnsupportedOperationException();
        }
    };

    private final List<String> called = new ArrayList<>();

    private CatalogProber prober(HttpTransport transport) {
        return new CatalogProber(new ConnectionProbe(transport, NO_SECRETS, Duration.ofSeconds(5)), Given.SHIPPED,
                new SnapshotHolder(), Map.of());
    }

    private Probe node(int status) {
        return prober((call, cancellation) -> {
            called.add(call.uri().toString());
            return new UpstreamReply(status, List.of(), InputStream.nullInputStream(), () -> {});
        }).validateNode(NodeType.OPENAI_CHAT, "http://127.0.0.1:1/v1", "sk-typed");
    }

    @Test
    void aModelListThatIsAnsweredProvesTheKey() {
        Probe probe = node(200);

        assertThat(probe.valid()).isTrue();
        assertThat(called).containsExactly("http://127.0.0.1:1/v1/models");
    }

    @ParameterizedTest
    @CsvSource({"401, upstream_auth_error", "403, upstream_auth_error", "429, upstream_rate_limited",
            "500, upstream_unavailable", "503, upstream_unavailable", "404, upstream_error", "302, upstream_error"})
    void anotherStatusIsNamedByItsKind(int status, String type) {
        assertThat(node(status).valid()).isFalse();
        assertThat(node(status).toString()).contains(type).doesNotContain("sk-typed");
    }

    @Test
    void whatIsRefusedHereIsNotBlamedOnTheNetwork() {
        Probe refused = failing(Failure.Refused.of(403, "url_refused", "private address"));
        Probe lost = failing(new Failure.Unreachable("connection refused"));

        assertThat(refused.toString()).contains("runtime_error", "local");
        assertThat(lost.toString()).contains("network_error", "upstream");
    }

    private Probe validated(String provider, String baseUrl, int... statuses) {
        var answers = new ArrayDeque<Integer>();
        for (int status : statuses) {
            answers.add(status);
        }
        var data = new ProviderData(baseUrl.isEmpty() ? Map.of() : Map.of("baseUrl", baseUrl));
        return prober((call, cancellation) -> {
            called.add(call.method() + " " + call.uri() + " " + call.headers());
            return new UpstreamReply(answers.remove(), List.of(), InputStream.nullInputStream(), () -> {});
        }).validate(new Prober.Candidate(provider, "sk-typed", data));
    }

    @Test
    void providerIsValidatedWithItsOwnCall() {
        assertThat(validated("openrouter", "", 200).valid()).isTrue();
        assertThat(validated("cohere", "", 200).valid()).isTrue();
        assertThat(validated("deepgram", "http://h", 200).valid()).isTrue();
        assertThat(validated("assemblyai", "http://h", 200).valid()).isTrue();

        assertThat(called.get(0)).startsWith("GET https://openrouter.ai/api/v1/key ").contains("Bearer sk-typed");
        assertThat(called.get(1)).startsWith("GET https://api.cohere.com/v1/models ");
        assertThat(called.get(2)).startsWith("GET http://h/v1/projects ").contains("Authorization=Token sk-typed");
        assertThat(called.get(3)).startsWith("GET http://h/v2/transcript?limit=1 ").contains("Authorization=sk-typed");
    }

    @Test
    void smallestMessageProvesAKeyByAnyAnswerThatIsNoRefusalOfIt() {
        assertThat(validated("glm", "http://h/anthropic", 400).valid()).isTrue();
        assertThat(validated("glm", "http://h", 401).type()).isEqualTo("upstream_auth_error");
        assertThat(validated("glm", "http://h", 503).type()).isEqualTo("upstream_unavailable");

        assertThat(called.getFirst()).startsWith("POST http://h/anthropic/v1/messages ")
                .containsIgnoringCase("anthropic-version=2023-06-01").contains("x-api-key=sk-typed");
    }

    @Test
    void invalidKeyThatGoogleAnswersWithA400IsOne() {
        assertThat(validated("gemini", "", 400).type()).isEqualTo("upstream_auth_error");
        assertThat(called.getFirst()).contains("/v1beta/models?pageSize=1").contains("x-goog-api-key=sk-typed");
    }

    @Test
    void baseUrlOfTheConfigurationStandsForTheProvidersAndAnAccountsOwnForBoth() {
        HttpTransport transport = (call, cancellation) -> {
            called.add(call.uri().toString());
            return new UpstreamReply(200, List.of(), InputStream.nullInputStream(), () -> {});
        };
        var prober = new CatalogProber(new ConnectionProbe(transport, NO_SECRETS, Duration.ofSeconds(5)),
                Given.SHIPPED, new SnapshotHolder(), Map.of("cohere", "http://mirror/v1"));

        prober.validate(new Prober.Candidate("cohere", "k", ProviderData.NONE));
        prober.validate(new Prober.Candidate("cohere", "k", new ProviderData(Map.of("baseUrl", "http://own"))));

        assertThat(called).containsExactly("http://mirror/v1/models", "http://own/v1/models");
    }

    @Test
    void mirrorWithoutTheVendorsCallIsAskedForItsModels() {
        assertThat(validated("openrouter", "http://mirror/v1", 404, 200).valid()).isTrue();
        assertThat(validated("openrouter", "", 404).type()).isEqualTo("upstream_error");

        assertThat(called.get(1)).startsWith("GET http://mirror/v1/models ");
    }

    @Test
    void providerWithoutATestSaysSo() {
        assertThat(validated("codex", "").type()).isEqualTo(Probe.UNSUPPORTED);
        assertThat(called).isEmpty();
    }

    @Test
    void pastedTokenIsProvenAsAToken() {
        assertThat(validated("claude", "", 200).valid()).isTrue();
        assertThat(called.getFirst()).startsWith("GET https://api.anthropic.com/api/oauth/usage ")
                .contains("Authorization=Bearer sk-typed").doesNotContain("x-api-key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"groq|{\"data\":[{\"id\":\"a\"},{\"id\":\"b\",\"display_name\":\"B\"}]}",
            "together|[{\"id\":\"a\"},{\"id\":\"b\",\"display_name\":\"B\"}]",
            "gemini|{\"models\":[{\"name\":\"models/a\",\"displayName\":\"a\"},{\"name\":\"models/b\",\"displayName\":\"B\"}]}"})
    void modelsAreReadInEveryVendorsForm(String provider, String body) {
        assertThat(listed(provider, 200, body)).isEqualTo(new Prober.Listing.Offered(
                List.of(new Prober.OfferedModel("a", "a"), new Prober.OfferedModel("b", "B"))));
    }

    @Test
    void listThatCannotBeHadIsNotAnEmptyOne() {
        assertThat(listed("groq", 200, "<html>")).isInstanceOf(Prober.Listing.Failed.class);
        assertThat(listed("groq", 401, "")).isInstanceOf(Prober.Listing.Failed.class);
        assertThat(listed("glm", 200, "")).isInstanceOf(Prober.Listing.Unsupported.class);
        assertThat(listed("deepgram", 200, "")).isInstanceOf(Prober.Listing.Unsupported.class);
    }

    private Prober.Listing listed(String provider, int status, String body) {
        return prober((call, cancellation) -> new UpstreamReply(status, List.of(),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), () -> {}))
                .models(Given.account(provider));
    }

    @Test
    void refusalSaysWhatTheProviderSaysWithoutTheCredential() {
        byte[] body = "{\"error\":{\"message\":\"bad key sk-typed-1234,\\nsee docs\"}}"
                .getBytes(StandardCharsets.UTF_8);
        Probe probe = prober((call, cancellation) -> new UpstreamReply(401, List.of(),
                new ByteArrayInputStream(body), () -> {}))
                .validate(new Prober.Candidate("groq", "sk-typed-1234", ProviderData.NONE));

        assertThat(probe.message()).isEqualTo("The provider answered 401: bad key ***, see docs");
    }

    private Probe failing(Failure failure) {
        return prober((call, cancellation) -> {
            throw new GatewayException(failure);
        }).validateNode(NodeType.OPENAI_CHAT, "http://127.0.0.1:1/v1", "sk-typed");
    }
}
