package io.omniroute.smoke;

import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.RunningGateway;
import io.omniroute.testkit.Vendor;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same WAR answers the same on every server; API keys are required, as on an address that others reach. */
@Tag("smoke")
@ArquillianTest
@RunAsClient
class SmokeIT {
    private static final URI URL = URI.create(System.getProperty("smoke.url", "http://127.0.0.1:20128/"));
    /** Health is the server's own business on some: there it answers at the server's management address. */
    private static final URI HEALTH = URI.create(System.getProperty("smoke.health", URL.toString()));
    private static final Map<Dialect, Vendor> VENDORS = new EnumMap<>(Dialect.class);
    private static final Map<Dialect, String> PREFIXES = new EnumMap<>(Dialect.class);
    private static String key;

    @Deployment(testable = false)
    static WebArchive theWholeWar() {
        return ShrinkWrap.createFromZipFile(WebArchive.class,
                new File(System.getProperty("smoke.war", "target/omniroute.war")));
    }

    /** Nodes, connections and a key come by the management API alone. */
    @BeforeAll
    static void furnish() {
        var admin = Admin.login(URL, RunningGateway.PASSWORD);
        key = admin.key("smoke");
        for (var dialect : Dialect.values()) {
            var vendor = dialect.vendor("sk-smoke-" + dialect);
            VENDORS.put(dialect, vendor);
            PREFIXES.put(dialect, admin.route(vendor));
        }
        admin.connection("openai", "sk-nobody-asks-for-it", "a provider with models");
    }

    @AfterAll
    static void stop() {
        VENDORS.values().forEach(Vendor::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "live", "ready"})
    void healthIsUp(String check) {
        var reply = RawClient.exchange(HEALTH, RawClient.head("GET", "/health/" + check), new byte[0]);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).contains("omniroute-" + check);
    }

    @Test
    void landingPageSaysWhatRunsHere() {
        var reply = get("/");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("text/html");
        assertThat(reply.text()).contains("OmniRoute is running");
    }

    @Test
    void modelsOfTheCatalogueAreListed() {
        var reply = get("/v1/models", bearer(key));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("{\"object\":\"list\"").contains("\"object\":\"model\"");
    }

    @Test
    void wrongPasswordOpensNothing() {
        var reply = Admin.anonymous(URL).post("api/auth/login", obj("password", "wrong"));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("set-cookie")).isEmpty();
    }

    @Test
    void managementNeedsASession() {
        assertThat(Admin.anonymous(URL).get("api/settings").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void completeAnswerComesInTheVendorsWords(Dialect dialect) {
        var reply = ask(dialect, "sim-text", false);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(reply.text()).contains("Hello from the simulator, in several pieces.");
        assertThat(VENDORS.get(dialect).violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void streamComesToItsEnd(Dialect dialect) {
        var reply = ask(dialect, "sim-text", true);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("text/event-stream");
        assertThat(reply.text()).contains("Hello ", "simulator, ", "pieces.").contains(lastEvent(dialect));
        assertThat(VENDORS.get(dialect).violations()).isEmpty();
    }

    /** No server may hold back what the vendor has said already: this one says no more after its first words. */
    @ParameterizedTest
    @EnumSource
    void firstWordsOfAStreamDoNotWaitForTheNext(Dialect dialect) {
        try (var client = RawClient.to(URL)) {
            client.send(head(dialect, "sim-silent-stream", true, bearer(key)), body(dialect, "sim-silent-stream", true))
                    .awaitText("Hello");
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongKeyIs401InTheWordsOfTheDialect(Dialect dialect) {
        var reply = ask(dialect, "sim-text", false, bearer("sk-not-this-one"));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(dialect.errorMessage(reply.text())).isNotEmpty();
    }

    @Test
    void encodedSlashInAModelsNameIsASlash() {
        var model = Json.tree(get("/v1/models", bearer(key)).text()).at("/data/0/id").asText();

        var listed = get("/v1/models/" + model.replace("/", "%2F"), bearer(key));
        var asked = ask(Dialect.GEMINI, PREFIXES.get(Dialect.GEMINI) + "%2Fsim-text");

        assertThat(model).contains("/");
        assertThat(Json.tree(listed.text()).path("id").asText()).isEqualTo(model);
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        assertThat(VENDORS.get(Dialect.GEMINI).last().received().path()).contains("/models/sim-text:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nonsense", "/v1/nonsense", "/v1/..%2fapi/settings", "/v1/..%5capi/settings",
            "/v1/%2e%2e/api/settings", "/api/settings;.css", "/api/settings%2f"})
    void pathThatLeadsNowhereIsSaidPlainly(String path) {
        var reply = get(path);

        assertThat(reply.status()).isBetween(400, 404);
        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(reply.text()).contains("\"message\"").doesNotContain("xception", "io.omniroute");
    }

    @Test
    void bodyThatIsTooLargeIs413InOurWords() {
        try (var client = RawClient.to(URL)) {
            client.sendBytes((RawClient.head("POST", "/v1/chat/completions", bearer(key),
                    "Content-Type: application/json", "Content-Length: 1073741824") + "\r\n{")
                    .getBytes(StandardCharsets.UTF_8));

            client.awaitText("HTTP/1.1 413 ").awaitText("\"code\":\"request_too_large\"");
        }
    }

    @Test
    void callsAreCounted() {
        var admin = Admin.login(URL, RunningGateway.PASSWORD);
        long before = requests(admin);

        ask(Dialect.OPENAI_CHAT, "sim-text", false);

        await().untilAsserted(() -> assertThat(requests(admin)).isGreaterThan(before));
    }

    private static long requests(Admin admin) {
        return admin.get("api/usage/history").ok().path("totalRequests").asLong();
    }

    private static RawReply get(String path, String... headers) {
        return RawClient.exchange(URL, RawClient.head("GET", path, headers), new byte[0]);
    }

    private static RawReply ask(Dialect dialect, String model) {
        return RawClient.post(URL, dialect.target(model, false), dialect.body(model, false), bearer(key));
    }

    private static RawReply ask(Dialect dialect, String scenario, boolean stream) {
        return ask(dialect, scenario, stream, bearer(key));
    }

    private static RawReply ask(Dialect dialect, String scenario, boolean stream, String credential) {
        return RawClient.exchange(URL, head(dialect, scenario, stream, credential), body(dialect, scenario, stream));
    }

    private static String head(Dialect dialect, String scenario, boolean stream, String credential) {
        return RawClient.head("POST", dialect.target(model(dialect, scenario), stream), dialect.headers()) + credential
                + "\r\nContent-Type: application/json\r\n";
    }

    private static byte[] body(Dialect dialect, String scenario, boolean stream) {
        return dialect.body(model(dialect, scenario), stream).getBytes(StandardCharsets.UTF_8);
    }

    private static String model(Dialect dialect, String scenario) {
        return PREFIXES.get(dialect) + "/" + scenario;
    }

    private static String bearer(String credential) {
        return "Authorization: Bearer " + credential;
    }

    private static String lastEvent(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> "data: [DONE]";
            case OPENAI_RESPONSES -> "event: response.completed";
            case ANTHROPIC -> "event: message_stop";
            case GEMINI -> "\"finishReason\"";
        };
    }
}
