package io.omniroute.it;

import static io.omniroute.testkit.Json.obj;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.omniroute.testkit.Admin;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.RunningGateway;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What people run a gateway for: while somebody healthy is there, every client gets its answer (40 sections 2 to 10). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class KeepAnsweringIT {
    private static final String GOOD = "{\"id\":\"chatcmpl-12345678\",\"object\":\"chat.completion\",\"created\":1,"
            + "\"model\":\"%s\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"fine\","
            + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,"
            + "\"completion_tokens\":100,\"total_tokens\":110}}";
    private RunningGateway gateway;
    private Admin admin;
    private HttpServer upstream;
    private final Map<String, Reaction> reactions = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    /** What an account's key leads to; status and body, with headers in pairs. */
    private record Reaction(int status, String body, String... headers) {}

    @BeforeAll
    void start() throws IOException {
        GatewayUnderTest.assumeServer();
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        upstream.createContext("/", this::answer);
        upstream.start();
        gateway = RunningGateway.start(Map.of());
        admin = Admin.login(gateway.url(), RunningGateway.PASSWORD);
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (upstream != null) {
            upstream.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("")
                    .replace("Bearer ", "");
            calls.computeIfAbsent(key, it -> new AtomicInteger()).incrementAndGet();
            Reaction reaction = reactions.getOrDefault(key, new Reaction(200, GOOD.formatted("gpt-4o")));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            for (int i = 0; i < reaction.headers().length; i += 2) {
                exchange.getResponseHeaders().add(reaction.headers()[i], reaction.headers()[i + 1]);
            }
            byte[] body = reaction.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reaction.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private int calls(String key) {
        return calls.getOrDefault(key, new AtomicInteger()).get();
    }

    private void account(String provider, String key, int priority) {
        var connection = obj("provider", provider, "apiKey", key, "name", key, "priority", priority);
        connection.put("providerSpecificData",
                obj("baseUrl", "http://127.0.0.1:" + upstream.getAddress().getPort()));
        admin.post("api/providers", connection).ok();
    }

    private Admin.Reply ask(String model, String apiKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.url().resolve("v1/chat/completions"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"model\":\"" + model
                        + "\",\"temperature\":0.7,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        if (!apiKey.isEmpty()) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        return Admin.send(request.build());
    }

    private List<Admin.Reply> askAtOnce(int times, String model, String apiKey) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Admin.Reply>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(() -> ask(model, apiKey));
            }
            List<Admin.Reply> replies = new ArrayList<>();
            for (Future<Admin.Reply> reply : threads.invokeAll(all)) {
                replies.add(reply.get());
            }
            return replies;
        }
    }

    @Test
    void thirtyClientsAreAnsweredWhileOneOfTwoAccountsDies() throws Exception {
        reactions.put("dying-account-key", new Reaction(500, "{\"error\":{\"message\":\"boom\"}}"));
        account("groq", "dying-account-key", 1);
        account("groq", "healthy-account-key", 2);

        assertThat(askAtOnce(30, "groq/llama-3.3-70b-versatile", "")).extracting(Admin.Reply::status)
                .containsOnly(200);
        int whileItDied = calls("dying-account-key");
        assertThat(whileItDied).isBetween(1, 30);
        assertThat(askAtOnce(30, "groq/llama-3.3-70b-versatile", "")).extracting(Admin.Reply::status)
                .containsOnly(200);
        assertThat(calls("dying-account-key")).isLessThanOrEqualTo(whileItDied + 1);
    }

    @Test
    void aClientsMistakeIsRelayedOnceAndPunishesNobody() {
        String mistake = "{\"error\":{\"message\":\"bad temperature\",\"type\":\"invalid_request_error\","
                + "\"param\":\"temperature\",\"code\":null}}";
        reactions.put("strict-account-key", new Reaction(400, mistake));
        account("mistral", "strict-account-key", 1);
        account("mistral", "other-account-key", 2);

        Admin.Reply refused = ask("mistral/mistral-large-latest", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).isEqualTo(mistake);
        assertThat(calls("strict-account-key")).isEqualTo(1);
        assertThat(calls("other-account-key")).isZero();

        reactions.remove("strict-account-key");
        assertThat(ask("mistral/mistral-large-latest", "").status()).isEqualTo(200);
        assertThat(calls("strict-account-key")).isEqualTo(2);
    }

    @Test
    void aLimitWithNothingElseToServeIsToldAtOnceAndKeptOverARestart() {
        reactions.put("limited-account-key",
                new Reaction(429, "{\"error\":{\"message\":\"Rate limit reached\"}}", "Retry-After", "900"));
        reactions.put("broken-account-key", new Reaction(500, "{\"error\":{\"message\":\"boom\"}}"));
        account("cerebras", "limited-account-key", 1);
        account("together", "broken-account-key", 1);

        assertLimited(ask("cerebras/llama-3.3-70b", ""));
        assertLimited(ask("cerebras/llama-3.3-70b", ""));
        assertThat(calls("limited-account-key")).isEqualTo(1);
        assertThat(ask("together/some-model", "").status()).isEqualTo(500);
        int broken = calls("broken-account-key");
        assertThat(ask("together/some-model", "").status()).isEqualTo(500);
        assertThat(calls("broken-account-key")).isEqualTo(broken);

        gateway.stop();
        gateway.restart();
        admin = Admin.login(gateway.url(), RunningGateway.PASSWORD);
        reactions.remove("broken-account-key");

        assertLimited(ask("cerebras/llama-3.3-70b", ""));
        assertThat(calls("limited-account-key")).isEqualTo(1);
        assertThat(ask("together/some-model", "").status()).isEqualTo(200);
    }

    private static void assertLimited(Admin.Reply reply) {
        assertThat(reply.status()).isEqualTo(429);
        assertThat(Long.parseLong(reply.header("retry-after").orElse("0"))).isBetween(1L, 900L);
    }

    @Test
    void aBudgetOfOneDollarHoldsButForWhatWasUnderWay() throws Exception {
        account("deepseek", "paid-account-key", 1);
        admin.patch("api/pricing",
                obj("deepseek", obj("deepseek-chat", obj("input", 0, "output", 500)))).ok();
        JsonNode key = admin.post("api/keys", obj("name", "thrifty")).ok();
        admin.post("api/usage/budget",
                obj("apiKeyId", key.path("id").asText(), "dailyLimitUsd", 1, "weeklyLimitUsd", 0, "monthlyLimitUsd", 0))
                .ok();

        List<Admin.Reply> replies = askAtOnce(100, "deepseek/deepseek-chat", key.path("key").asText());

        long served = replies.stream().filter(reply -> reply.status() == 200).count();
        assertThat(replies).allMatch(reply -> reply.status() == 200 || reply.status() == 429);
        assertThat(served).isGreaterThanOrEqualTo(20);
        for (int i = 0; i < 20; i++) {
            Admin.Reply denied = ask("deepseek/deepseek-chat", key.path("key").asText());
            assertThat(denied.status()).isEqualTo(429);
            assertThat(denied.json().path("error").path("code").asText()).isEqualTo("budget_exceeded");
        }
        JsonNode spent = admin.get("api/usage/budget?apiKeyId=" + key.path("id").asText()).ok();
        assertThat(new BigDecimal(spent.path("dailyTotal").asText()))
                .isEqualByComparingTo(BigDecimal.valueOf(served).multiply(new BigDecimal("0.05")));
    }

    @Test
    void aComboAnswersByItsSecondEntryAndSaysSo() {
        reactions.put("first-of-combo", new Reaction(503, "<html>no</html>"));
        account("xai", "first-of-combo", 1);
        account("fireworks", "second-of-combo", 1);
        admin.post("api/combos", obj("name", "keep-answering", "models",
                List.of("xai/grok-4", "fireworks/some-model"))).ok();

        Admin.Reply reply = ask("keep-answering", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-OmniRoute-Combo".toLowerCase(java.util.Locale.ROOT))).hasValue("keep-answering");
        assertThat(reply.header("x-omniroute-provider")).hasValue("fireworks");
        assertThat(reply.header("x-omniroute-attempts")).hasValue("2");
    }
}
