package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.OpenAiChatVendor;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.Vendor;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client should send gets the right status and an error in its own dialect, at once, and tells nothing. */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final List<String> TELLTALES = List.of("exception", "\tat ", "io.omniroute", "java.lang", "<html",
            "jakarta.", "com.ibm");

    private final Vendor vendor = new OpenAiChatVendor("sk-bad-input");
    private URI url;
    private Admin admin;
    private String prefix;

    @BeforeAll
    void route(Gateway gateway) {
        url = gateway.url();
        admin = gateway.admin();
        prefix = admin.route(vendor);
    }

    @AfterAll
    void stop() {
        vendor.close();
    }

    static Stream<Arguments> brokenBodies() {
        var bodies = List.of("", "{", "[]", "\"text\"", "{\"model\":}", "{\"model\":\"a\"} trailing", "{'model':'a'}",
                "{\"model\":\"a\\ud800\",", "\u0000", "not json", "{\"model\":\"x\",\"messages\":NaN}", "nul");
        return Stream.of(Dialect.values())
                .flatMap(dialect -> bodies.stream().map(body -> Arguments.of(dialect, body)));
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    void brokenJsonIs400(Dialect dialect, String body) {
        refused(post(dialect, body), 400, dialect);
    }

    @ParameterizedTest
    @EnumSource
    void nestingWithoutEndIs400(Dialect dialect) {
        var deep = "[".repeat(100_000);
        refused(post(dialect, dialect.body(prefix + "/sim-text", false).replaceFirst("\\{", "{\"x\":" + deep)), 400,
                dialect);
        refused(post(dialect, "{\"a\":".repeat(100_000)), 400, dialect);
    }

    @ParameterizedTest
    @EnumSource
    void announcedGigabyteIs413(Dialect dialect) {
        try (var client = RawClient.to(url)) {
            client.sendBytes((RawClient.head("POST", target(dialect), "Content-Type: application/json",
                    "Content-Length: 1073741824") + "\r\n{").getBytes(StandardCharsets.UTF_8));
            refused(client.reply(), 413, dialect);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endlessBodyIs413(Dialect dialect) {
        var chunk = ("10000\r\n" + " ".repeat(65_536) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try (var client = RawClient.to(url)) {
            client.sendBytes((RawClient.head("POST", target(dialect), "Content-Type: application/json",
                    "Transfer-Encoding: chunked") + "\r\n").getBytes(StandardCharsets.UTF_8));
            int sent = sendUntilRefused(client, chunk);
            assertThat(sent).as("64 KiB chunks taken").isLessThan(2000);
            refused(client.reply(), 413, dialect);
        }
    }

    /** 10 MiB are allowed; a little more than that is sent, so that the answer is not lost in a reset. */
    private static int sendUntilRefused(RawClient client, byte[] chunk) {
        int sent = 0;
        try {
            while (sent < 161) {
                client.sendBytes(chunk);
                sent++;
            }
        } catch (UncheckedIOException e) {
            return sent; // it closed its side: as good
        }
        return sent;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nonsense", "/v1/chat", "/v1/chat/completions/more", "/v1/messages/nonsense",
            "/api/v1/nonsense"})
    void unknownPathIs404InTheOpenAiForm(String path) {
        refused(RawClient.post(url, path, "{}"), 404, Dialect.OPENAI_CHAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages", "/v1/responses"})
    void wrongMethodIs405AndNamesTheRightOne(String path) {
        for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            var reply = RawClient.exchange(url, RawClient.head(method, path), new byte[0]);
            assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
            assertThat(reply.header("allow")).contains("POST");
            tellsNothing(reply);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "x/../../y", "..\\\\..\\\\windows", "a\\u0000b", "a\\r\\nX-Evil: 1",
            "/", "", " "})
    void modelThatIsNoModelIs400Or404(String model) {
        vendor.forget();

        var reply = post(Dialect.OPENAI_CHAT, Dialect.OPENAI_CHAT.body(model, false));

        assertThat(reply.status()).isIn(400, 404);
        assertThat(Dialect.OPENAI_CHAT.errorMessage(reply.text())).isNotEmpty();
        tellsNothing(reply);
        assertThat(vendor.exchanges()).isEmpty();
    }

    @Test
    void overlongModelIs400() {
        refused(post(Dialect.OPENAI_CHAT, Dialect.OPENAI_CHAT.body("m".repeat(301), false)), 400,
                Dialect.OPENAI_CHAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/..%2fapi/settings", "/v1/%2e%2e/api/settings", "/v1/..;/api/settings",
            "/v1/models/..%2f..%2fapi%2fkeys", "/v1beta/models/%2e%2e%2fapi:generateContent", "/api/v1/../settings",
            "/api/auth/login/..;/..;/settings", "/%61pi/settings", "/api;x=1/settings", "/api/settings;.css",
            "//api/settings", "/api//settings", "/v1/../api/settings", "/api/tags/..%2fsettings",
            "/api/settings%2f", "/API/settings", "/api/%73ettings", "/v1/..%5capi/settings"})
    void noWayAroundTheSession(String path) {
        for (var method : List.of("GET", "POST")) {
            var reply = RawClient.exchange(url, RawClient.head(method, path, "Content-Type: application/json"),
                    "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).as(method + " " + path).isBetween(300, 499);
            assertThat(reply.text()).doesNotContain("requireLogin", "fallbackStrategy");
            tellsNothing(reply);
        }
    }

    @Test
    void encodedSlashInAModelReachesTheModel() {
        try (var gemini = Dialect.GEMINI.vendor("sk-slash")) {
            var reply = RawClient.post(url, "/v1beta/models/" + admin.route(gemini) + "%2Fsim-text:generateContent",
                    Dialect.GEMINI.body("", false));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).contains("candidates");
        }
    }

    @ParameterizedTest
    @EnumSource
    void malformedChunkIsAnsweredInTheDialect(Dialect dialect) {
        try (var client = RawClient.to(url)) {
            client.sendBytes((RawClient.head("POST", target(dialect), "Content-Type: application/json",
                    "Transfer-Encoding: chunked") + "\r\nzz\r\n{}\r\n").getBytes(StandardCharsets.UTF_8));
            refused(client.reply(), 400, dialect);
        }
    }

    @Test
    void geminiBodyAtTheChatDoorFindsItsAction() {
        try (var gemini = Dialect.GEMINI.vendor("sk-gemini-at-chat")) {
            String model = admin.route(gemini) + "/sim-text";
            for (boolean stream : new boolean[]{false, true}) {
                var body = Dialect.GEMINI.body("", stream).strip();
                var reply = RawClient.post(url, "/v1/chat/completions",
                        "{\"model\":\"" + model + "\",\"stream\":" + stream + "," + body.substring(1));

                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.text()).contains("candidates");
            }
            assertThat(gemini.violations()).isEmpty();
        }
    }

    @Test
    void foreignContentTypeIs415() {
        for (var dialect : Dialect.values()) {
            var model = prefix + "/sim-text";
            var reply = RawClient.exchange(url,
                    RawClient.head("POST", dialect.target(model, false), "Content-Type: text/xml"),
                    dialect.body(model, false).getBytes(StandardCharsets.UTF_8));
            refused(reply, 415, dialect);
        }
    }

    @Test
    void requestIdCannotCarryAHeader() {
        var reply = RawClient.post(url, "/v1/nonsense", "{}", "X-Request-Id: abc\tdef <script>");

        assertThat(reply.header("x-request-id")).matches("[A-Za-z0-9._:-]{1,128}").doesNotContain("script");
    }

    @ParameterizedTest
    @EnumSource
    void missingModelOrContentIs400(Dialect dialect) {
        refused(post(dialect, "{}"), 400, dialect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "POST /v1/messages HTTP/1.1\r\nHost: a\r\n"
            + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
            "POST /v1/messages HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\nConnection: close\r\n\r\n"})
    void brokenHttpEndsTheConnection(String bytes) {
        var answers = new ArrayList<String>();
        try (var client = RawClient.to(url)) {
            answers.add(client.sendBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)).reply().text());
        } catch (AssertionError | UncheckedIOException e) {
            assertThat(String.valueOf(e.getMessage())).doesNotContain("within");
        }
        assertThat(String.join("", answers)).doesNotContain("io.omniroute");
    }

    private RawReply post(Dialect dialect, String body) {
        return RawClient.post(url, target(dialect), body, dialect.headers());
    }

    private String target(Dialect dialect) {
        return dialect.target(prefix + "/sim-text", false);
    }

    private static void refused(RawReply reply, int status, Dialect dialect) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(dialect.errorMessage(reply.text())).as("%s error in %s", dialect, reply.text()).isNotEmpty();
        assertThat(reply.header("x-request-id")).isNotEmpty();
        tellsNothing(reply);
    }

    private static void tellsNothing(RawReply reply) {
        var text = reply.text().toLowerCase(Locale.ROOT);
        assertThat(TELLTALES).noneMatch(text::contains);
    }
}
