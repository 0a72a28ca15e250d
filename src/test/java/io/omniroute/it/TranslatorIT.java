package io.omniroute.it;

import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RunningGateway;
import io.omniroute.testkit.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The translator's routes and the request log, on a gateway that logs requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslatorIT {
    private static final String KEY = "sk-sim-0123456789abcdefghijklmnop";
    private static final Map<String, Object> CLAUDE = Map.of("max_tokens", 9, "system", "Be brief.", "messages",
            List.of(Map.of("role", "user", "content", "Hi")));

    private RunningGateway gateway;
    private Vendor vendor;
    private Admin admin;
    private String prefix;

    @BeforeAll
    void start() {
        GatewayUnderTest.assumeServer();
        gateway = RunningGateway.start(Map.of("ENABLE_REQUEST_LOGS", "true"));
        admin = Admin.login(gateway.url(), RunningGateway.PASSWORD);
        vendor = Dialect.OPENAI_CHAT.vendor(KEY);
        prefix = admin.route(vendor);
    }

    /** The errors of one test shall not cool down the account of the next. */
    @BeforeEach
    void forgetTheFormerTest() {
        admin.post("api/resilience/reset", Map.of()).ok();
    }

    @AfterAll
    void stop() {
        if (vendor != null) {
            vendor.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    private JsonNode translate(Object... namesAndValues) {
        var form = obj(namesAndValues);
        return admin.post("api/translator/translate", form).ok();
    }

    @Test
    void settingsSayThatRequestsAreLogged() {
        assertThat(admin.get("api/settings").ok().path("enableRequestLogs").asBoolean()).isTrue();
    }

    @Test
    void aBodyIsDetectedByItselfAndByItsPath() {
        var alone = admin.post("api/translator/detect", obj("body", CLAUDE)).ok();
        var byPath = admin.post("api/translator/detect", obj("body", CLAUDE, "path", "/v1/responses")).ok();

        assertThat(alone.path("format").asText()).isEqualTo("claude");
        assertThat(alone.path("reason").asText()).startsWith("rule 6");
        assertThat(byPath.path("format").asText()).isEqualTo("openai-responses");
    }

    @Test
    void aRequestIsFollowedFromTheClientToTheCall() {
        var model = prefix + "/sim-text";
        var client = translate("step", 1, "provider", prefix, "body", CLAUDE, "model", model);
        var hub = translate("step", 2, "provider", prefix, "body", CLAUDE, "model", model);
        var target = translate("step", 3, "provider", prefix, "body", hub.path("result"), "model", model);
        var call = translate("step", 4, "provider", prefix, "body", target.path("result"));

        assertThat(client.at("/result/format").asText()).isEqualTo("claude");
        assertThat(hub.at("/result/messages/0/content").asText()).isEqualTo("Be brief.");
        assertThat(target.path("targetFormat").asText()).isEqualTo("openai");
        assertThat(target.at("/result/model").asText()).isEqualTo("sim-text");
        assertThat(call.at("/result/url").asText()).startsWith(vendor.baseUrl().toString())
                .endsWith("/chat/completions");
        assertThat(call.at("/result/headers").toString()).contains("Bearer sk-s").doesNotContain(KEY);
        assertThat(call.at("/result/body/model").asText()).isEqualTo("sim-text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai-responses", "gemini", "gemini-cli", "antigravity", "kiro", "cursor"})
    void aRequestIsTranslatedIntoEveryFormat(String format) {
        var made = translate("body", CLAUDE, "model", "m", "targetFormat", format);

        assertThat(made.path("sourceFormat").asText()).isEqualTo("claude");
        assertThat(made.path("targetFormat").asText()).isEqualTo(format);
        assertThat(made.path("result").size()).isPositive();
    }

    @Test
    void aProviderWithoutAnAccountHasNoCall() {
        var reply = admin.post("api/translator/translate", obj("step", 4, "provider", "groq", "model", "m", "body",
                obj("messages", List.of())));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("no_credentials");
    }

    private static Map<String, Object> chat(String model, boolean stream) {
        return Map.of("model", model, "stream", stream, "messages", List.of(Map.of("role", "user", "content", "Hi")));
    }

    @Test
    void whatIsSentStreamsBack() {
        var reply = admin.post("api/translator/send", obj("provider", prefix, "body", chat("sim-text", true)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(reply.text()).contains("chat.completion.chunk").endsWith("data: [DONE]\n\n");
    }

    @Test
    void whatIsSentWithoutAStreamIsJson() {
        var reply = admin.post("api/translator/send", obj("provider", prefix, "body", chat("sim-text", false)));

        assertThat(reply.json().path("object").asText()).isEqualTo("chat.completion");
    }

    @Test
    void anErrorOfTheProviderKeepsItsStatus() {
        var reply = admin.post("api/translator/send", obj("provider", prefix, "body", chat("sim-e429", true)));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.json().has("error")).isTrue();
    }

    @Test
    void sendingIsAudited() {
        admin.post("api/translator/send", obj("provider", prefix, "body", chat("sim-text", false)));

        assertThat(admin.get("api/compliance/audit-log?limit=50").text()).contains("translator.send");
    }

    @Test
    void theNewestRequestsAreListed() {
        var model = prefix + "/sim-text";
        RawClient.post(gateway.url(), "/v1/messages", Dialect.ANTHROPIC.body(model, true));
        var newest = admin.get("api/translator/history?limit=1").ok();

        assertThat(newest.path("total").asInt()).isPositive();
        assertThat(newest.at("/events/0/sourceFormat").asText()).isEqualTo("claude");
        assertThat(newest.at("/events/0/targetFormat").asText()).isEqualTo("openai");
        assertThat(newest.at("/events/0/status").asText()).isEqualTo("ok");
        assertThat(newest.at("/events/0/endpoint").asText()).isEqualTo("/v1/messages");
    }

    @Test
    void stageFilesAreKeptUnderTheirFixedNames() {
        var saved = admin.post("api/translator/save", obj("file", "2_req_source.json", "content", "{\"a\": 1}"));

        assertThat(saved.ok().path("success").asBoolean()).isTrue();
        assertThat(admin.get("api/translator/load?file=2_req_source.json").ok().path("content").asText())
                .isEqualTo("{\"a\": 1}");
        assertThat(admin.get("api/translator/load?file=..%2Fsecrets.properties").status()).isEqualTo(400);
        assertThat(admin.post("api/translator/save", obj("file", "../x", "content", "")).status()).isEqualTo(400);
        assertThat(gateway.data().resolve("translator/2_req_source.json")).exists();
    }

    @Test
    void everyStageOfARequestIsWrittenAndNoSecret() throws Exception {
        var model = prefix + "/sim-tool";
        var secret = "sk-client-0123456789abcdefghijkl";
        RawClient.post(gateway.url(), "/v1/messages", Dialect.ANTHROPIC.body(model, true),
                "anthropic-version: 2023-06-01", "Authorization: Bearer " + secret, "Cookie: auth_token=" + secret);
        Path folder = folder("claude_openai_" + prefix + "-sim-tool_");

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(
                    "1_req_client.json", "2_req_source.json", "3_req_openai.json", "4_req_target.json",
                    "5_res_provider.txt", "6_res_openai.txt", "7_res_client.txt");
        }
        assertThat(Json.tree(Files.readString(folder.resolve("3_req_openai.json"))).at("/body/messages").isArray())
                .isTrue();
        assertThat(Files.readString(folder.resolve("6_res_openai.txt"))).endsWith("data: [DONE]\n\n");
        assertThat(Files.readString(folder.resolve("7_res_client.txt"))).contains("event: message_stop");
        assertThat(Files.readString(folder.resolve("4_req_target.json"))).contains("Bearer sk-s••••mnop");
        assertThat(text(folder)).doesNotContain(KEY, secret);
        ownerOnly(folder);
    }

    private static void ownerOnly(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
            assertThat(PosixFilePermissions
                    .toString(Files.getPosixFilePermissions(folder.resolve("1_req_client.json"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aKeyWithoutLogLeavesNothing() throws Exception {
        var key = admin.post("api/keys", obj("name", "silent", "noLog", true)).ok().path("key").asText();
        RawClient.post(gateway.url(), "/v1/chat/completions", Dialect.OPENAI_CHAT.body(prefix + "/sim-refusal", true),
                "Authorization: Bearer " + key);
        RawClient.post(gateway.url(), "/v1/chat/completions", Dialect.OPENAI_CHAT.body(prefix + "/sim-limit", true));
        folder("openai_openai_" + prefix + "-sim-limit_"); // written after the one that must not be

        assertThat(folders("openai_openai_" + prefix + "-sim-refusal_")).isEmpty();
    }

    @Test
    void aModelNameIsNoPath() throws Exception {
        RawClient.post(gateway.url(), "/v1/chat/completions",
                Dialect.OPENAI_CHAT.body(prefix + "/..\\u002f..\\u002fevil:*", false));
        RawClient.post(gateway.url(), "/v1/chat/completions", Dialect.OPENAI_CHAT.body("nobody/evil:*", false));

        assertThat(folder("openai_none_nobody-evil--_").getParent()).isEqualTo(gateway.data().resolve("logs"));
        try (Stream<Path> found = Files.walk(gateway.data().getParent())) {
            assertThat(found.filter(file -> file.getFileName().toString().startsWith("evil"))).isEmpty();
        }
    }

    /** Written behind the request, so a moment later. */
    private Path folder(String start) throws Exception {
        for (int i = 0; i < 100 && folders(start).isEmpty(); i++) {
            Thread.sleep(50);
        }
        Thread.sleep(100);
        assertThat(folders(start)).as("folders that begin with " + start).isNotEmpty();
        return folders(start).getFirst();
    }

    private List<Path> folders(String start) throws IOException {
        Path logs = gateway.data().resolve("logs");
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(logs)) {
            return found.filter(folder -> folder.getFileName().toString().startsWith(start)).toList();
        }
    }

    private static String text(Path folder) throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
