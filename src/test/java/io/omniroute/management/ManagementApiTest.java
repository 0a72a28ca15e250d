package io.omniroute.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.omniroute.admin.Probe;

class ManagementApiTest {
    @TempDir
    Path data;
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(data);
        door.office.loginAdmin.ensureFirstPassword(Optional.of("first-password"));
    }

    private Door.Answer send(String method, String path, String body) {
        return door.asAdmin(method, path).body(body).send();
    }

    @Test
    void nodeAndItsConnectionTravelTheWholeWay() {
        JsonNode node = send("POST", "/provider-nodes", """
                {"type":"openai-compatible","name":"Mock","prefix":"mo","baseUrl":"http://127.0.0.1:9/v1/"}""").json()
                .get("node");
        assertThat(node.get("apiType").asText()).isEqualTo("chat");
        assertThat(node.get("createdAt").asText()).isEqualTo("2026-11-20T10:00:00.250Z");

        Door.Answer made = send("POST", "/providers",
                "{\"provider\":\"" + node.get("id").asText() + "\",\"apiKey\":\"sk-x\",\"name\":\"main\"}");

        assertThat(made.status()).isEqualTo(201);
        JsonNode connection = made.json().get("connection");
        assertThat(connection.get("hasApiKey").asBoolean()).isTrue();
        assertThat(connection.get("lastError").isNull()).isTrue();
        assertThat(connection.at("/providerSpecificData/baseUrl").asText()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(connection.get("rateLimitProtection").asBoolean(true)).isFalse();
        assertThat(connection.get("rateLimitedUntil").isNull()).isTrue();
        assertThat(connection.get("quotaWindowUntil").isNull()).isTrue();
        assertThat(connection.get("lastUsedAt").isNull()).isTrue();
        assertThat(connection.get("backoffLevel").asInt(-1)).isZero();
        assertThat(connection.get("consecutiveUseCount").asInt(-1)).isZero();
        assertThat(connection.get("healthScore").asInt()).isEqualTo(100);
        assertThat(send("GET", "/providers", "").json().get("connections")).hasSize(1);
        String id = connection.get("id").asText();
        assertThat(send("POST", "/providers/" + id + "/test", "").json().at("/diagnosis/type").asText())
                .isEqualTo("ok");
        assertThat(send("PATCH", "/providers/" + id, "{\"isActive\":false}").json().at("/connection/isActive")
                .asBoolean()).isFalse();
        assertThat(send("DELETE", "/providers/" + id, "").json().get("message").asText())
                .isEqualTo("Connection deleted successfully");
    }

    @Test
    void validationErrorsNameTheirFields() {
        Door.Answer answer = send("POST", "/provider-nodes", "{\"type\":\"openai-compatible\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"error\":{\"message\":\"Invalid request\",\"type\":\"invalid_request_error\","
                        + "\"code\":\"bad_request\",\"details\":[{\"field\":\"name\",\"message\":\"Name is required\"},"
                        + "{\"field\":\"prefix\",\"message\":\"Prefix is required\"}]},\"requestId\":\"req-7\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"text\"", "{\"name\":\"a\"} trailing", "{\"name\":nope}"})
    void bodyThatIsNoJsonObjectIsABadRequest(String body) {
        Door.Answer answer = send("POST", "/keys", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("bad_request");
        assertThat(answer.text()).doesNotContain("nope", "jackson", "Exception");
    }

    @Test
    void emptyBodyIsAnEmptyForm() {
        Door.Answer answer = door.call("POST", "/auth/login").send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/details/0/field").asText()).isEqualTo("password");
    }

    @Test
    void everyResourceAndProviderIsPartOfTheApplication() throws Exception {
        Path classes = Path.of(ManagementApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve("io/omniroute/management");
        List<Class<?>> annotated = new ArrayList<>();
        try (var files = Files.list(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                Class<?> type = Class.forName(
                        "io.omniroute.management." + file.getFileName().toString().replace(".class", ""));
                if (type.isAnnotationPresent(jakarta.ws.rs.Path.class)
                        || type.isAnnotationPresent(jakarta.ws.rs.ext.Provider.class)) {
                    annotated.add(type);
                }
            }
        }

        assertThat(new ManagementApplication().getClasses()).containsExactlyInAnyOrderElementsOf(annotated);
    }

    @Test
    void deepAndLargeBodiesAreRefused() {
        String deep = "{\"a\":" + "[".repeat(300) + "]".repeat(300) + "}";

        assertThat(send("POST", "/keys", deep).status()).isEqualTo(400);
        assertThat(send("POST", "/keys", "{\"a\":\"" + "x".repeat(FormReader.LARGEST) + "\"}").status()).isEqualTo(413);
    }

    @Test
    void unknownPathsAndMethodsGetTheCommonBody() {
        assertThat(send("GET", "/nothing", "").json().at("/error/code").asText()).isEqualTo("not_found");

        Door.Answer wrongMethod = send("DELETE", "/keys", "");

        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.json().at("/requestId").asText()).isEqualTo("req-7");
        assertThat(wrongMethod.headers("Allow").getFirst()).contains("GET").contains("POST");
    }

    @Test
    void defectSaysNothingOfTheInside() {
        door.office.values.put("settings", null);

        Door.Answer answer = door.call("GET", "/init").with("Accept", "application/json").send();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .isEqualTo("{\"error\":{\"message\":\"Internal server error\",\"type\":\"server_error\","
                        + "\"code\":\"internal_server_error\"},\"requestId\":\"req-7\"}");
    }

    @Test
    void blockedAddressIsUnprocessable() {
        Door.Answer answer = send("POST", "/provider-nodes/validate",
                "{\"type\":\"openai-compatible\",\"baseUrl\":\"http://169.254.169.254/\",\"apiKey\":\"k\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("url_guard_blocked");
    }

    @Test
    void termsNoticeStandsBesideTheError() {
        Door.Answer answer = send("POST", "/providers", "{\"provider\":\"cc\",\"apiKey\":\"t\",\"name\":\"me\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().at("/notice/url").asText()).isEqualTo("https://example.org/terms");
    }

    @Test
    void keyIsShownOnce() {
        JsonNode made = send("POST", "/keys", "{\"label\":\"laptop\"}").json();

        assertThat(made.get("key").asText()).isEqualTo("sk-machine-number1-crc");
        assertThat(send("GET", "/keys", "").text()).contains("sk-mach…-…crc").doesNotContain("number1", "hmac");
    }

    @Test
    void passwordChangeHandsOutANewCookie() {
        Door.Answer answer = send("PATCH", "/settings",
                "{\"currentPassword\":\"first-password\",\"newPassword\":\"second-password\",\"theme\":\"dark\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers("Set-Cookie")).hasSize(1);
        assertThat(answer.json().get("theme").asText()).isEqualTo("dark");
        assertThat(answer.json().has("password")).isFalse();
    }

    @Test
    void lockedLoginSaysWhenToComeBack() {
        for (int i = 0; i < 5; i++) {
            assertThat(door.call("POST", "/auth/login").body("{\"password\":\"no\"}").send().status()).isEqualTo(401);
        }

        Door.Answer locked = door.call("POST", "/auth/login").body("{\"password\":\"first-password\"}").send();

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.headers("Retry-After")).containsExactly("900");
    }

    @Test
    void moneyHasTheNamesOfTheSpecification() throws Exception {
        String key = send("POST", "/keys", "{\"name\":\"ci\"}").json().get("id").asText();

        JsonNode budget = send("POST", "/usage/budget",
                "{\"keyId\":\"" + key + "\",\"limit\":50.00,\"period\":\"monthly\"}").json();
        JsonNode analytics = send("GET", "/usage/analytics?range=7d", "").json();
        JsonNode pricing = send("PATCH", "/pricing", "{\"openai\":{\"gpt-5\":{\"cache_creation\":2}}}").json();

        assertThat(budget.get("monthlyLimitUsd").asDouble()).isEqualTo(50);
        assertThat(budget.get("remaining").asDouble()).isEqualTo(50);
        assertThat(budget.get("allowed").asBoolean()).isTrue();
        assertThat(send("GET", "/usage/budget?apiKeyId=nobody", "").status()).isEqualTo(404);
        assertThat(send("GET", "/usage/budget", "").json()).hasSize(1);
        assertThat(analytics.get("dailyTrend")).hasSize(7);
        assertThat(analytics.at("/summary/streak").asInt()).isEqualTo(2);
        assertThat(analytics.at("/summary/successRate").asDouble()).isEqualTo(66.67);
        assertThat(analytics.at("/dailyByModel/0/gpt-5").asLong()).isEqualTo(42);
        assertThat(analytics.at("/byModel/0/provider").asText()).isEqualTo("openai");
        assertThat(analytics.get("weeklyPattern")).hasSize(7);
        assertThat(analytics.at("/weeklyPattern/0/day").asText()).isEqualTo("Sun");
        assertThat(pricing.at("/openai/gpt-5/cache_creation").asInt()).isEqualTo(2);
        assertThat(pricing.at("/openai/gpt-5")).hasSize(1);
        assertThat(send("GET", "/pricing/models", "").json().get("providers")).isNotEmpty();
        assertThat(send("DELETE", "/pricing", "").json()).isEmpty();
        assertThat(send("GET", "/usage/nobody", "").status()).isEqualTo(404);
    }

    @Test
    void usageHasTheNamesOfTheSpecification() throws Exception {
        Files.writeString(data.resolve("log.txt"),
                IntStream.range(0, 250).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));

        JsonNode usage = send("GET", "/usage/stats", "").json();
        JsonNode lines = send("GET", "/usage/logs", "").json();

        assertThat(usage.get("totalPromptTokens").asInt()).isEqualTo(30);
        assertThat(usage.at("/totalCost").decimalValue()).isEqualByComparingTo("0.0042");
        assertThat(usage.at("/byApiKey/local/name").asText()).isEqualTo("Local (no API key)");
        assertThat(usage.get("last10Minutes")).hasSize(10);
        assertThat(usage.at("/pending/byModel/gpt-5 (openai)").asInt()).isEqualTo(2);
        assertThat(lines).hasSize(200);
        assertThat(lines.get(0).asText()).isEqualTo("line 249");
    }

    @Test
    void initAnswersTextUnlessJsonIsWanted() {
        assertThat(door.call("GET", "/init").with("Accept", "*/*").send().text()).isEqualTo("Initialized");
        assertThat(door.call("GET", "/init").with("Accept", "application/json").send().json().get("version").asText())
                .isEqualTo("1.0.0");
    }

    @Test
    void auditLogCanBeFilteredAndReadAsAnArray() {
        send("PUT", "/models/alias", "{\"alias\":\"fast\",\"model\":\"openai/gpt-5\"}");

        JsonNode log = send("GET", "/compliance/audit-log?action=alias.put", "").json();
        assertThat(log.get("total").asInt()).isEqualTo(1);
        assertThat(log.at("/logs/0/ip_address").asText()).isEqualTo("127.0.0.1");
        assertThat(send("GET", "/compliance/audit-log?format=array&limit=1", "").json().isArray()).isTrue();
    }

    @Test
    void noSecretLeavesByAnyRoute() {
        List<String> canaries = IntStream.range(0, 40).mapToObj(i -> "CANARY-" + (1000 + i) + "-x").toList();
        StringBuilder seen = new StringBuilder();
        door.office.finding = new Probe(false, "upstream_auth_error", "upstream", null, null, 401, Duration.ZERO);
        for (int i = 0; i < canaries.size(); i += 4) {
            commands(canaries.subList(i, i + 4), i).forEach(answer -> seen.append(answer.text()).append('\n'));
        }
        for (String path : List.of("/providers", "/provider-nodes", "/keys", "/settings", "/models", "/models/catalog",
                "/usage/stats", "/monitoring/health", "/compliance/audit-log?limit=1000", "/auth/status")) {
            seen.append(send("GET", path, "").text());
        }
        seen.append(door.office.events).append(door.office.snapshots.get()).append(door.office.values);

        assertThat(door.office.connections).hasSizeGreaterThanOrEqualTo(10);
        assertThat(seen.toString()).doesNotContain("CANARY");
    }

    /** Commands, good and bad, with secrets wherever one may stand. */
    private List<Door.Answer> commands(List<String> secrets, int round) {
        List<Door.Answer> answers = new ArrayList<>();
        String name = "c" + round;
        answers.add(send("POST", "/providers", """
                {"provider":"openai","apiKey":"%s","name":"%s","providerSpecificData":{"clientSecret":"%s",
                "copilotToken":"%s","inner":{"password":"%s"},"region":"eu"}}""".formatted(secrets.get(0), name,
                secrets.get(1), secrets.get(2), secrets.get(3))));
        String id = door.office.connections.values().stream().filter(c -> c.name().equals(name)).findFirst()
                .orElseThrow()
                .id();
        answers.add(send("PUT", "/providers/" + id, "{\"apiKey\":\"%s\"}".formatted(secrets.get(1))));
        answers.add(send("PUT", "/providers/" + id, "{\"apiKey\":\"%s\",\"priority\":0}".formatted(secrets.get(2))));
        answers.add(
                send("POST", "/providers", "{\"provider\":\"openai\",\"apiKey\":\"%s\"}".formatted(secrets.get(3))));
        answers.add(send("POST", "/providers", "{\"provider\":\"cc\",\"apiKey\":\"%s\",\"name\":\"n\"}"
                .formatted(secrets.get(0))));
        answers.add(send("POST", "/providers/validate", "{\"provider\":\"openai\",\"apiKey\":\"%s\"}"
                .formatted(secrets.get(1))));
        answers.add(send("POST", "/provider-nodes/validate",
                "{\"type\":\"openai-compatible\",\"baseUrl\":\"http://127.0.0.1:9\",\"apiKey\":\"%s\"}"
                        .formatted(secrets.get(2))));
        answers.add(send("POST", "/providers/" + id + "/test", ""));
        answers.add(send("PATCH", "/settings", "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}"
                .formatted(secrets.get(0), secrets.get(1))));
        answers.add(door.call("POST", "/auth/login").body("{\"password\":\"%s\"}".formatted(secrets.get(2))).send());
        answers.add(send("POST", "/keys", "{\"apiKey\":\"%s\", oops".formatted(secrets.get(3))));
        answers.add(send("POST", "/providers", "{\"provider\":\"openai\",\"apiKey\":[\"%s\"],\"name\":\"n\"}"
                .formatted(secrets.get(3))));
        answers.add(door.call("GET", "/keys").with("Authorization", "Bearer " + secrets.get(0)).cookie(secrets.get(1))
                .send());
        return answers;
    }
}
