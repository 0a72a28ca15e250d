package io.omniroute.it;

import static io.omniroute.testkit.Json.arr;
import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.RunningGateway;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the doors for clients: keys at every place, restrictions of keys, and web pages that may not. */
@ExtendWith(GatewayUnderTest.class)
class AuthIT {
    /** No key required, as on a loopback binding. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class LocalMode {
        private final Vendor vendor = Dialect.OPENAI_CHAT.vendor("sk-local");
        private URI url;
        private Admin admin;
        private String model;

        @BeforeAll
        void route(Gateway gateway) {
            url = gateway.url();
            admin = gateway.admin();
            model = admin.route(vendor) + "/sim-text";
        }

        @AfterAll
        void stop() {
            vendor.close();
        }

        @Test
        void noKeyIsNeeded() {
            assertThat(chat().status()).isEqualTo(200);
        }

        @Test
        void unknownKeyIsTakenAsNone() {
            assertThat(chat("Authorization: Bearer sk-unknown").status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://evil.example", "null", "http://192.168.1.5"})
        void pageOfAnotherOriginIsRefusedWithoutAKey(String origin) {
            var reply = chat("Origin: " + origin);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text()).contains("origin_not_allowed", "CORS_ORIGIN");
            assertThat(reply.header("access-control-allow-origin")).isEmpty();
        }

        @Test
        void pageOfAnotherOriginMayUseAKey() {
            var key = admin.key("page");

            var reply = chat("Origin: https://app.example", "Authorization: bearer " + key);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("access-control-allow-origin")).isIn("*", "https://app.example");
        }

        @Test
        void nameThatPointsHereIsRefusedWithoutAKey() {
            var reply = RawClient.exchange(url,
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: rebind.example\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\n",
                    Dialect.OPENAI_CHAT.body(model, false).getBytes(java.nio.charset.StandardCharsets.UTF_8));

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text()).contains("host_not_allowed");
        }

        @Test
        void preflightNeedsNoKey() {
            var reply = RawClient.exchange(url, RawClient.head("OPTIONS", "/v1/chat/completions",
                    "Origin: https://app.example", "Access-Control-Request-Method: POST"), new byte[0]);

            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.header("access-control-allow-methods")).contains("POST");
        }

        @Test
        void gatewayKeyNeverReachesTheVendor() {
            var key = admin.key("secret to the vendor");
            chat("Authorization: Bearer " + key, "Cookie: a=b", "X-Forwarded-For: 1.2.3.4");

            assertThat(vendor.last().received().headers().toString()).doesNotContain(key);
            assertThat(vendor.violations()).isEmpty();
        }

        private RawReply chat(String... headers) {
            return RawClient.post(url, "/v1/chat/completions", Dialect.OPENAI_CHAT.body(model, false), headers);
        }
    }

    /** {@code REQUIRE_API_KEY=true}, on an instance of its own. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class KeyRequired {
        private final Map<Dialect, Vendor> vendors = new EnumMap<>(Dialect.class);
        private final Map<Dialect, String> models = new EnumMap<>(Dialect.class);
        private RunningGateway running;
        private Admin admin;
        private String key;

        @BeforeAll
        void start() {
            GatewayUnderTest.assumeServer();
            running = RunningGateway.start(Map.of("REQUIRE_API_KEY", "true"));
            admin = Admin.login(running.url(), RunningGateway.PASSWORD);
            key = admin.key("valid");
            for (var dialect : Dialect.values()) {
                vendors.put(dialect, dialect.vendor("sk-required-" + dialect));
                models.put(dialect, admin.route(vendors.get(dialect)) + "/sim-text");
            }
        }

        @AfterAll
        void stop() {
            vendors.values().forEach(Vendor::close);
            if (running != null) {
                running.close();
            }
        }

        @ParameterizedTest
        @EnumSource
        void missingAndWrongKeysAre401InTheDialect(Dialect dialect) {
            var missing = ask(dialect);
            var wrong = ask(dialect, "Authorization: Bearer " + key.substring(0, key.length() - 1) + "!");

            assertThat(missing.status()).isEqualTo(401);
            assertThat(dialect.errorMessage(missing.text())).isEqualTo("Missing API key");
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(dialect.errorMessage(wrong.text())).isEqualTo("Invalid API key");
            assertThat(vendors.get(dialect).exchanges()).allSatisfy(
                    exchange -> assertThat(exchange.received().headers().toString()).doesNotContain(key));
        }

        @ParameterizedTest
        @EnumSource
        void keyIsTakenFromEveryHeader(Dialect dialect) {
            for (var header : new String[]{"Authorization: Bearer ", "authorization: BEARER ", "x-api-key: ",
                    "x-goog-api-key: "}) {
                assertThat(ask(dialect, header + key).status()).as(header).isEqualTo(200);
            }
            assertThat(vendors.get(dialect).violations()).isEmpty();
        }

        @Test
        void keyInTheQueryCountsForGeminiAlone() {
            var gemini = RawClient.post(running.url(),
                    Dialect.GEMINI.target(models.get(Dialect.GEMINI), false) + "?key=" + key,
                    Dialect.GEMINI.body("", false));
            var openAi = RawClient.post(running.url(), "/v1/chat/completions?key=" + key,
                    Dialect.OPENAI_CHAT.body(models.get(Dialect.OPENAI_CHAT), false));

            assertThat(gemini.status()).isEqualTo(200);
            assertThat(openAi.status()).isEqualTo(401);
        }

        @Test
        void keyRestrictedToModelsReachesNoOther() {
            var narrow = admin.post("api/keys",
                    obj("name", "narrow", "allowedModels", arr(models.get(Dialect.OPENAI_CHAT)))).ok();
            var header = "Authorization: Bearer " + narrow.path("key").asText();

            assertThat(ask(Dialect.OPENAI_CHAT, header).status()).isEqualTo(200);
            var refused = ask(Dialect.ANTHROPIC, header);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("permission_error");
        }

        @Test
        void revokedKeyStopsAtOnce() {
            var revoked = admin.post("api/keys", obj("name", "revoked")).ok();
            var header = "x-api-key: " + revoked.path("key").asText();
            assertThat(ask(Dialect.ANTHROPIC, header).status()).isEqualTo(200);

            admin.patch("api/keys/" + revoked.path("id").asText(), obj("isActive", false)).ok();

            assertThat(ask(Dialect.ANTHROPIC, header).status()).isEqualTo(401);
        }

        @Test
        void modelListIsOpen() {
            var reply = RawClient.exchange(running.url(), RawClient.head("GET", "/v1/models"), new byte[0]);

            assertThat(reply.status()).isEqualTo(200);
        }

        @Test
        @Order(Integer.MAX_VALUE)
        void sixthWrongPasswordIsThrottledAndTheRightOneToo() {
            var anonymous = Admin.anonymous(running.url());
            for (int i = 0; i < 5; i++) {
                assertThat(anonymous.post("api/auth/login", obj("password", "wrong-" + i)).status()).isEqualTo(401);
            }

            var throttled = anonymous.post("api/auth/login", obj("password", RunningGateway.PASSWORD));

            assertThat(throttled.status()).isEqualTo(429);
            assertThat(Integer.parseInt(throttled.header("retry-after").orElseThrow())).isBetween(1, 900);
            assertThat(admin.get("api/settings").status()).as("a session that exists goes on").isEqualTo(200);
        }

        private RawReply ask(Dialect dialect, String... headers) {
            var all = new java.util.ArrayList<>(java.util.List.of(headers));
            all.addAll(java.util.List.of(dialect.headers()));
            return RawClient.post(running.url(), dialect.target(models.get(dialect), false),
                    dialect.body(models.get(dialect), false), all.toArray(String[]::new));
        }
    }
}
