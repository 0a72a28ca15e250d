package io.omniroute.it;

import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.Received;
import io.omniroute.testkit.RunningGateway;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.Vendor;
import io.omniroute.testkit.cases.SpecProvider;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every API-key provider of the registry: connect, validate, chat in each client dialect, by strict simulators. */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueIT {
    private URI url;
    private Admin admin;

    @BeforeAll
    void signIn(Gateway gateway) {
        url = gateway.url();
        admin = gateway.admin();
    }

    @Test
    void theRegistryOfTheSpecificationIsAtHand() {
        assumeFalse(SpecProvider.withApiKey().isEmpty(), "no specification");

        assertThat(SpecProvider.withApiKey()).hasSize(22);
    }

    @TestFactory
    Stream<DynamicTest> everyApiKeyProviderConnectsValidatesAndAnswers() {
        return SpecProvider.withApiKey().stream()
                .map(provider -> DynamicTest.dynamicTest(provider.id(), () -> works(provider)));
    }

    private void works(SpecProvider provider) {
        try (var vendor = vendor(provider)) {
            validated(provider, vendor);
            String id = connected(provider.id(), vendor, base(provider, vendor));
            assertThat(admin.post("api/providers/" + id + "/test", obj()).ok().at("/diagnosis/type").asText())
                    .isEqualTo("ok");
            if (provider.chats()) {
                for (Dialect client : Dialect.values()) {
                    answers(provider, vendor, client, false);
                    answers(provider, vendor, client, true);
                }
            }
            assertThat(vendor.violations()).isEmpty();
            admin.delete("api/providers/" + id).ok();
        }
    }

    /** A simulator with the provider's own door for validation beside those of its dialect. */
    private static Vendor vendor(SpecProvider provider) {
        var vendor = provider.dialect().vendor("sk-cat-" + provider.id() + "-" + UUID.randomUUID());
        return provider.validationMethod().equals("GET")
                ? vendor.door(provider.validationTarget().replaceFirst("\\?.*", ""), "{\"data\":[]}")
                : vendor;
    }

    /** The simulators have a version in all their paths; who has none in theirs gets it with the base URL. */
    private static String base(SpecProvider provider, Vendor vendor) {
        String bare = "http://127.0.0.1:" + vendor.port();
        return provider.chats() && !provider.chatTarget(false).startsWith("/v") ? bare + "/v1" : bare;
    }

    private void validated(SpecProvider provider, Vendor vendor) {
        var data = obj("baseUrl", base(provider, vendor));

        var verdict = admin.post("api/providers/validate",
                obj("provider", provider.id(), "apiKey", vendor.key(), "providerSpecificData", data)).ok();

        assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isTrue();
        Received call = vendor.last().received();
        assertThat(call.method()).isEqualTo(provider.validationMethod());
        assertThat(target(call)).endsWith(withoutVersion(provider.validationTarget()));
        carriesWhatTheRegistrySays(provider, vendor, call);
    }

    private String connected(String provider, Vendor vendor, String baseUrl) {
        return admin.post("api/providers", obj("provider", provider, "apiKey", vendor.key(), "name",
                UUID.randomUUID().toString(), "providerSpecificData", obj("baseUrl", baseUrl))).ok()
                .at("/connection/id").asText();
    }

    private void answers(SpecProvider provider, Vendor vendor, Dialect client, boolean stream) {
        String model = provider.alias() + "/" + provider.model().path("id").asText();

        var reply = ask(url, client, model, stream);

        assertThat(reply.status()).as(provider + " " + client + " " + reply.text()).isEqualTo(200);
        assertThat(reply.text()).as(provider + " " + client).contains(stream ? "simulator," : Scenario.TEXT);
        Received call = vendor.last().received();
        assertThat(target(call)).endsWith(withoutVersion(provider.chatTarget(stream)));
        carriesWhatTheRegistrySays(provider, vendor, call);
        if (provider.dialect() != Dialect.GEMINI) {
            assertThat(Json.tree(call.body()).path("model").asText()).isEqualTo(provider.upstreamId());
        }
    }

    private static void carriesWhatTheRegistrySays(SpecProvider provider, Vendor vendor, Received call) {
        var credential = provider.credential(vendor.key());
        assertThat(call.header(credential.getKey())).contains(credential.getValue());
        provider.headers().forEach((name, value) -> assertThat(call.header(name)).as(name).isPresent()
                .hasValueSatisfying(sent -> assertThat(sent).contains(value)));
        assertThat(call.header("user-agent").orElse("")).startsWith("OmniRoute/");
    }

    private static String target(Received call) {
        return call.query().isEmpty() ? call.path() : call.path() + "?" + call.query();
    }

    private static String withoutVersion(String target) {
        return target.replaceFirst("^/v\\d[a-z0-9]*(?=/)", "");
    }

    private static Admin.Reply ask(URI gateway, Dialect client, String model, boolean stream) {
        var request = HttpRequest.newBuilder(gateway.resolve(client.target(model, stream)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(client.body(model, stream)));
        for (String header : client.headers()) {
            request.header(header.split(": ")[0], header.split(": ")[1]);
        }
        return Admin.send(request.build());
    }

    @ParameterizedTest
    @CsvSource({"glm,glm/glm-4.7", "minimax,minimax/MiniMax-M2.1", "kimi,kimi/kimi-latest", "deepseek,ds/deepseek-chat",
            "deepseek,deepseek/deepseek-reasoner", "groq,groq/llama-3.3-70b-versatile",
            "groq,groq/llama-4-maverick-17b-128e-instruct", "xai,xai/grok-4", "xai,xai/grok-4-0709-fast-reasoning",
            "xai,xai/grok-code-mini", "mistral,mistral/mistral-large-2501", "mistral,mistral/codestral-2501",
            "perplexity,pplx/sonar-pro", "perplexity,pplx/sonar",
            "together,together/meta-llama/Llama-3.3-70B-Instruct-Turbo",
            "fireworks,fireworks/accounts/fireworks/models/deepseek-v3p1", "cerebras,cerebras/llama-3.3-70b",
            "cohere,cohere/command-r-plus-08-2024", "nvidia,nvidia/nvidia/llama-3.3-70b-instruct",
            "openrouter,openrouter/some/new-model"})
    void nameOfTheUserGuideReachesItsProvider(String provider, String model) {
        var dialect = List.of("glm", "minimax").contains(provider) ? Dialect.ANTHROPIC : Dialect.OPENAI_CHAT;
        try (var vendor = dialect.vendor("sk-names-" + UUID.randomUUID())) {
            String id = connected(provider, vendor, vendor.baseUrl().toString());

            var reply = ask(url, Dialect.OPENAI_CHAT, model, false);

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            admin.delete("api/providers/" + id).ok();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cx/gpt-5.2-codex", "gc/gemini-3-flash-preview", "gc/gemini-3-flash", "gh/gpt-5",
            "gh/claude-4.5-sonnet", "gh/gemini-3-pro", "if/kimi-k2-thinking", "if/minimax-m2", "qw/qwen3-coder-plus",
            "kr/claude-sonnet-4.5", "cu/gpt-5.2", "ag/claude-opus-4-6-thinking"})
    void providerWithoutAConnectorSaysSoWhenCalled(String model) {
        var reply = ask(url, Dialect.OPENAI_CHAT, model, false);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("provider_not_supported");
    }

    @Test
    void modelsOfAnAccountAreThoseOfItsProvider() {
        try (var vendor = Dialect.GEMINI.vendor("sk-models-" + UUID.randomUUID())) {
            String id = connected("gemini", vendor, vendor.baseUrl().toString());

            JsonNode offered = admin.get("api/providers/" + id + "/models").ok();

            assertThat(offered.path("provider").asText()).isEqualTo("gemini");
            assertThat(offered.path("connectionId").asText()).isEqualTo(id);
            assertThat(offered.at("/models/0/id").asText()).isEqualTo("sim-text");
            admin.delete("api/providers/" + id).ok();
        }
    }

    @Test
    void refusedKeyIsDiagnosedAloneAndInABatch() {
        try (var vendor = Dialect.OPENAI_CHAT.vendor("sk-right-" + UUID.randomUUID())) {
            String id = admin.post("api/providers", obj("provider", "cerebras", "apiKey", "sk-wrong", "name", "wrong",
                    "providerSpecificData", obj("baseUrl", vendor.baseUrl().toString()))).ok().at("/connection/id")
                    .asText();

            JsonNode batch = admin.post("api/providers/test-batch", obj("mode", "provider", "providerId", "cerebras"))
                    .ok();

            assertThat(batch.at("/summary/failed").asInt()).isEqualTo(1);
            assertThat(batch.at("/results/0/diagnosis/type").asText()).isEqualTo("upstream_auth_error");
            assertThat(batch.at("/results/0/statusCode").asInt()).isEqualTo(401);
            assertThat(admin.get("api/providers/" + id + "/models").status()).isEqualTo(401);
            assertThat(admin.get("api/providers/" + id).ok().at("/connection/testStatus").asText())
                    .isEqualTo("error");
            admin.delete("api/providers/" + id).ok();
        }
    }

    @Test
    void baseUrlOfTheConfigurationServesAllAccountsOfItsProvider() {
        GatewayUnderTest.assumeServer();
        try (var vendor = Dialect.ANTHROPIC.vendor("sk-conf");
                var plain = Dialect.OPENAI_CHAT.vendor("sk-conf");
                var own = RunningGateway.start(Map.of("OMNIROUTE_PROVIDER_MINIMAX_CN_BASE_URL",
                        "http://127.0.0.1:" + vendor.port(), "OMNIROUTE_PROVIDER_GROQ_BASE_URL",
                        plain.baseUrl().toString()))) {
            var operator = Admin.login(own.url(), RunningGateway.PASSWORD);
            for (String provider : List.of("minimax-cn", "groq")) {
                assertThat(operator.post("api/providers/validate", obj("provider", provider, "apiKey", "sk-conf")).ok()
                        .path("valid").asBoolean()).as(provider).isTrue();
                operator.connection(provider, "sk-conf", "main");
            }

            assertThat(ask(own.url(), Dialect.GEMINI, "minimax-cn/MiniMax-M2.1", true).text()).contains("simulator,");
            assertThat(ask(own.url(), Dialect.ANTHROPIC, "groq/openai/gpt-oss-120b", false).text())
                    .contains(Scenario.TEXT);
            assertThat(vendor.violations()).isEmpty();
        }
    }
}
