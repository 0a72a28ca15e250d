package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of Ollama before all four public dialects, and the list they choose models from. */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OllamaIT {
    private static final String TOOL = "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
            + "\"description\":\"weather\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":"
            + "{\"type\":\"string\"}}}}}";

    private final Map<Dialect, Vendor> vendors = new EnumMap<>(Dialect.class);
    private final Map<Dialect, String> prefixes = new EnumMap<>(Dialect.class);
    private Admin admin;
    private URI url;

    @BeforeAll
    void route(Gateway gateway) {
        url = gateway.url();
        admin = gateway.admin();
        for (var dialect : Dialect.values()) {
            vendors.put(dialect, dialect.vendor("sk-ollama-" + dialect));
            prefixes.put(dialect, admin.route(vendors.get(dialect)));
        }
    }

    /** The errors of one test shall not cool down the account of the next. */
    @BeforeEach
    void forgetTheFormerTest() {
        admin.post("api/resilience/reset", Map.of()).ok();
    }

    @AfterAll
    void stop() {
        vendors.values().forEach(Vendor::close);
    }

    private RawReply chat(Dialect dialect, String scenario, String members) {
        return RawClient.post(url, "/v1/api/chat", "{\"model\":\"" + prefixes.get(dialect) + '/' + scenario
                + "\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Hi " + scenario + "\"}]" + members + "}");
    }

    private static List<JsonNode> lines(RawReply reply) {
        var lines = new ArrayList<JsonNode>();
        for (String line : reply.text().split("\n", -1)) {
            if (!line.isEmpty() || lines.isEmpty()) {
                lines.add(Json.tree(line));
            }
        }
        return lines;
    }

    private static String joined(List<JsonNode> lines, String member) {
        return lines.stream().map(line -> line.path("message").path(member).asText()).collect(Collectors.joining());
    }

    @ParameterizedTest
    @EnumSource
    void whoSaysNothingGetsLines(Dialect dialect) {
        RawReply reply = chat(dialect, "sim-unicode", "");

        List<JsonNode> lines = lines(reply);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("application/x-ndjson");
        assertThat(reply.text()).endsWith("}\n").doesNotContain("\n\n");
        assertThat(joined(lines, "content")).isEqualTo(Scenario.UNICODE);
        assertThat(lines.getLast().path("done").asBoolean()).isTrue();
        assertThat(lines.getLast().path("done_reason").asText()).isEqualTo("stop");
        assertThat(lines.getLast().path("total_duration").asLong()).isPositive();
        assertThat(lines.getLast().path("prompt_eval_count").asInt()).isEqualTo(Scenario.INPUT);
        assertThat(lines.getLast().path("eval_count").asInt()).isEqualTo(Scenario.OUTPUT);
        assertThat(vendors.get(dialect).violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoWantsNoStreamGetsOneObject(Dialect dialect) {
        RawReply reply = chat(dialect, "sim-limit", ",\"stream\":false");

        JsonNode answer = Json.tree(reply.text());
        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(answer.path("message").path("content").asText()).isEqualTo("Once upon a");
        assertThat(answer.path("done").asBoolean()).isTrue();
        assertThat(answer.path("done_reason").asText()).isEqualTo("length");
        assertThat(vendors.get(dialect).violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void callsHaveObjectsOfArguments(Dialect dialect) {
        List<JsonNode> lines = lines(chat(dialect, "sim-parallel", ",\"tools\":[" + TOOL + "]"));

        List<JsonNode> calls = lines.stream().flatMap(line -> StreamSupport
                .stream(line.path("message").path("tool_calls").spliterator(), false)).toList();
        assertThat(calls).extracting(call -> call.path("function").path("arguments").path("city").asText())
                .containsExactly("Oslo", "Lima");
        assertThat(lines.getLast().path("done").asBoolean()).isTrue();
        assertThat(vendors.get(dialect).violations()).isEmpty();
    }

    /** Nobody gives an id and one result names no tool, as older clients do it. */
    @ParameterizedTest
    @EnumSource
    void aWholeToolLoopIsUnderstood(Dialect dialect) {
        String call = "{\"function\":{\"name\":\"get_weather\",\"arguments\":{\"city\":\"%s\"}}}";
        RawReply reply = RawClient.post(url, "/v1/api/chat", "{\"model\":\"" + prefixes.get(dialect)
                + "/sim-text\",\"stream\":false,\"tools\":[" + TOOL + "],\"options\":{\"temperature\":0.5,"
                + "\"num_predict\":200,\"stop\":[\"END\"],\"num_ctx\":4096},\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Weather?\",\"images\":[\"" + Scenario.PIXEL + "\"]},"
                + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[" + call.formatted("Oslo") + ','
                + call.formatted("Lima") + "]},{\"role\":\"tool\",\"content\":\"4\",\"tool_name\":\"get_weather\"},"
                + "{\"role\":\"tool\",\"content\":\"19\"}]}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(Json.tree(reply.text()).path("message").path("content").asText()).isEqualTo(Scenario.TOOL_ANSWER);
        assertThat(reply.header("x-omniroute-dropped")).contains("options.num_ctx");
        assertThat(vendors.get(dialect).violations()).isEmpty();
        assertThat(new String(vendors.get(dialect).last().received().body())).contains("Oslo", "Lima",
                Scenario.PIXEL);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsOneSentenceWithItsStatus(Dialect dialect) {
        RawReply reply = chat(dialect, "sim-e400", "");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(Json.tree(reply.text())).isEqualTo(Json.tree("{\"error\":\"" + Scenario.ERROR_MESSAGE + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "not json",
            "{\"model\":\"nobody/m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
            "{\"model\":\"x/y\",\"messages\":[]}"})
    void whatCannotBeServedIsRefusedInTheSameForm(String body) {
        RawReply reply = RawClient.post(url, "/v1/api/chat", body);

        assertThat(reply.status()).isBetween(400, 404);
        assertThat(Json.tree(reply.text()).path("error").isTextual()).as(reply.text()).isTrue();
        assertThat(Json.tree(reply.text())).hasSize(1);
    }

    @Test
    void aStreamThatBreaksEndsWithItsError() {
        List<JsonNode> lines = lines(chat(Dialect.OPENAI_CHAT, "sim-cut", ""));

        assertThat(lines.getLast().path("error").isTextual()).isTrue();
        assertThat(lines).noneMatch(line -> line.path("done").asBoolean());
    }

    @Test
    void onlyPostReachesTheDoor() {
        RawReply reply = RawClient.exchange(url, RawClient.head("GET", "/v1/api/chat"), new byte[0]);

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("allow")).contains("POST");
    }

    @Test
    void theListHoldsTheChatModelsOfTheOtherList() {
        RawReply tags = RawClient.exchange(url, RawClient.head("GET", "/api/tags"), new byte[0]);
        RawReply models = RawClient.exchange(url, RawClient.head("GET", "/v1/models"), new byte[0]);

        assertThat(tags.status()).isEqualTo(200);
        assertThat(tags.header("content-type")).startsWith("application/json");
        assertThat(names(Json.tree(tags.text()).path("models"), "name")).isEqualTo(
                names(Json.tree(models.text()).path("data"), "id"));
    }

    /** Media models have a type; chat models have none. */
    private static List<String> names(JsonNode entries, String member) {
        return StreamSupport.stream(entries.spliterator(), false).filter(entry -> !entry.has("type"))
                .map(entry -> entry.path(member).asText()).toList();
    }

    @Test
    void theListFollowsTheRulesOfKeysAndNotThoseOfSessions() {
        String preflight = RawClient.head("OPTIONS", "/api/tags", "Origin: https://app.example");
        RawReply foreign = RawClient.exchange(url, RawClient.head("GET", "/api/tags", "Origin: https://evil.example"),
                new byte[0]);

        assertThat(RawClient.exchange(url, preflight, new byte[0]).status()).isEqualTo(204);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(Json.tree(foreign.text()).path("error").isTextual()).as(foreign.text()).isTrue();
        assertThat(RawClient.exchange(url, RawClient.head("GET", "/api/tags", "x-api-key: " + admin.key("tags")),
                new byte[0]).status()).isEqualTo(200);
        assertThat(RawClient.exchange(url, RawClient.head("DELETE", "/api/tags"), new byte[0]).status())
                .isEqualTo(405);
    }
}
