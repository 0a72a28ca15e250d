package io.omniroute.it;

import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The management API over HTTP: sessions, forgery, and the rules of nodes, connections and keys. */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementIT {
    private URI url;
    private String password;
    private Admin admin;

    @BeforeAll
    void signIn(Gateway gateway) {
        url = gateway.url();
        password = gateway.password();
        admin = gateway.admin();
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "settings/proxy", "settings/ip-filter", "settings/thinking-budget",
            "settings/system-prompt", "settings/combo-defaults", "providers", "providers/x", "providers/client",
            "provider-nodes", "provider-models", "models", "models/catalog", "models/alias", "models/availability",
            "combos", "combos/metrics", "keys", "pricing", "pricing/defaults", "usage/history", "usage/stats",
            "usage/logs", "usage/call-logs", "usage/call-logs/x", "usage/proxy-logs", "usage/analytics",
            "usage/budget", "oauth/claude/authorize", "resilience", "rate-limits", "fallback/chains", "policies",
            "sessions", "cache/stats", "telemetry/summary", "token-health", "storage/health",
            "compliance/audit-log", "evals", "db-backups", "db-backups/export", "cli-tools", "translator/load",
            "sync/cloud", "no-such-route"})
    void anonymousIs401OnEveryRoute(String route) {
        for (var method : new String[]{"GET", "POST", "PUT", "PATCH", "DELETE"}) {
            var reply = Admin.send(Admin.anonymous(url).request("api/" + route)
                    .header("Content-Type", "application/json").method(method, BodyPublishers.ofString("{}")).build());

            assertThat(reply.status()).as(method + " " + route).isEqualTo(401);
            assertThat(reply.json().at("/error/message").asText()).isEqualTo("Authentication required");
            assertThat(reply.json().path("requestId").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth/status", "settings/require-login", "init", "monitoring/health"})
    void publicRoutesNeedNoSession(String route) {
        assertThat(Admin.anonymous(url).get("api/" + route).status()).isEqualTo(200);
    }

    @Test
    void cookieIsForTheServerAlone() {
        var reply = Admin.anonymous(url).post("api/auth/login", obj("password", password));

        assertThat(reply.header("set-cookie").orElseThrow()).startsWith("auth_token=").contains("HttpOnly",
                "SameSite=Lax", "Path=/");
        assertThat(reply.json().path("success").asBoolean()).isTrue();
    }

    @Test
    void wrongPasswordIs401() {
        var reply = Admin.anonymous(url).post("api/auth/login", obj("password", "wrong"));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text()).contains("Invalid password");
    }

    @Test
    void sessionEndsWithLogout() {
        var session = Admin.login(url, password);
        session.post("api/auth/logout", obj()).ok();

        assertThat(session.get("api/settings").status()).isEqualTo(401);
        admin = Admin.login(url, password); // a logout ends all sessions before it
    }

    @Test
    void editedCookieIs401() {
        var cookie = admin.cookie();
        var edited = cookie.substring(0, cookie.length() - 3) + (cookie.endsWith("AAA") ? "BBB" : "AAA");

        var reply = Admin.send(HttpRequest.newBuilder(url.resolve("api/settings")).header("Cookie", edited).build());

        assertThat(reply.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"Origin,https://evil.example", "Origin,null", "Referer,https://evil.example/page",
            "Sec-Fetch-Site,cross-site", "X-Nothing,none"})
    void forgedChangeIs403(String header, String value) {
        var reply = Admin.send(HttpRequest.newBuilder(url.resolve("api/keys")).header("Cookie", admin.cookie())
                .header("Content-Type", "application/json").header(header, value)
                .POST(BodyPublishers.ofString("{\"name\":\"forged\"}")).build());

        assertThat(reply.status()).isEqualTo(403);
        assertThat(admin.get("api/keys").text()).doesNotContain("forged");
    }

    @Test
    void formPostWithTheCookieIs415() {
        var reply = Admin.send(admin.request("api/keys").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("{\"name\":\"form\"}")).build());

        assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    void managementSendsNoCorsHeaders() {
        var reply = Admin.send(HttpRequest.newBuilder(url.resolve("api/auth/status"))
                .header("Origin", "https://evil.example").build());

        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void keyWithoutTheFlagManagesNothing() {
        var plain = admin.post("api/keys", obj("name", "plain")).ok().path("key").asText();
        var manager = admin.post("api/keys", obj("name", "manager", "manage", true)).ok().path("key").asText();

        assertThat(bearer(plain)).isEqualTo(401);
        assertThat(bearer(manager)).isEqualTo(200);
    }

    private int bearer(String key) {
        return Admin.send(HttpRequest.newBuilder(url.resolve("api/settings")).header("Authorization", "Bearer " + key)
                .build()).status();
    }

    @Test
    void keyIsShownOnceAndHasItsForm() {
        var made = admin.post("api/keys", obj("name", "once"));

        assertThat(made.status()).isEqualTo(201);
        var key = made.json().path("key").asText();
        assertThat(key).matches("sk-[0-9a-f]{16}-[a-z0-9]{26}-[0-9a-f]{8}");
        assertThat(admin.get("api/keys").text()).doesNotContain(key).contains("once");
    }

    @ParameterizedTest
    @CsvSource({"keys,{}", "keys,{\"name\":\"\"}", "provider-nodes,{\"type\":\"openai-compatible\"}",
            "provider-nodes,{\"type\":\"what\";\"name\":\"n\";\"prefix\":\"p\"}", "providers,{\"provider\":\"openai\"}",
            "providers,{\"provider\":\"no-such\";\"apiKey\":\"k\";\"name\":\"n\"}", "keys,not json"})
    void invalidBodyIs400(String route, String body) {
        var reply = Admin.send(admin.request("api/" + route).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace(';', ','))).build());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText()).isNotEmpty();
    }

    @Test
    void nodeAndConnectionComeAndGoTogether() {
        try (var vendor = Dialect.OPENAI_CHAT.vendor("sk-life-" + UUID.randomUUID())) {
            var node = node(vendor);
            var id = node.path("id").asText();
            var connection = admin.connection(id, vendor.key(), "life");

            assertThat(id).startsWith("openai-compatible-chat-");
            assertThat(connection.path("hasApiKey").asBoolean()).isTrue();
            assertThat(admin.get("api/providers").text()).doesNotContain(vendor.key());
            var tested = admin.post("api/providers/" + connection.path("id").asText() + "/test", obj()).ok();
            assertThat(tested.path("valid").asBoolean()).isTrue();

            admin.delete("api/provider-nodes/" + id).ok();
            assertThat(admin.get("api/providers/" + connection.path("id").asText()).status()).isEqualTo(404);
        }
    }

    @Test
    void usedPrefixIs409() {
        try (var vendor = Dialect.OPENAI_CHAT.vendor("sk-twice")) {
            var prefix = node(vendor).path("prefix").asText();

            var again = admin.post("api/provider-nodes", obj("type", "openai-compatible", "name", "n", "prefix",
                    prefix, "baseUrl", vendor.baseUrl().toString()));
            var registry = admin.post("api/provider-nodes", obj("type", "openai-compatible", "name", "n", "prefix",
                    "openai", "baseUrl", vendor.baseUrl().toString()));

            assertThat(again.status()).isEqualTo(409);
            assertThat(registry.status()).isEqualTo(409);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/v1", "http://[fe80::1]/v1", "file:///etc/passwd",
            "http://user:pw@127.0.0.1/v1", "http://0.0.0.0/v1", "gopher://127.0.0.1/", "http://2852039166/v1",
            "http://[::ffff:169.254.169.254]/"})
    void forbiddenBaseUrlIs422(String baseUrl) {
        var reply = admin.post("api/provider-nodes", obj("type", "openai-compatible", "name", "n", "prefix",
                "p" + UUID.randomUUID().toString().substring(0, 8), "baseUrl", baseUrl));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("url_guard_blocked");
    }

    @Test
    void subscriptionNeedsItsTermsAccepted() {
        var reply = admin.post("api/providers", obj("provider", "claude", "apiKey", "token", "name", "mine"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text()).contains("terms_not_accepted", "notice");
    }

    @Test
    void changeIsSeenByTheNextRequest() {
        try (var vendor = Dialect.OPENAI_CHAT.vendor("sk-change")) {
            var prefix = admin.route(vendor);
            var body = Dialect.OPENAI_CHAT.body(prefix + "/sim-text", false);
            assertThat(RawClient.post(url, "/v1/chat/completions", body).status()).isEqualTo(200);

            var nodes = admin.get("api/provider-nodes").ok().path("nodes");
            nodes.forEach(node -> {
                if (node.path("prefix").asText().equals(prefix)) {
                    admin.delete("api/provider-nodes/" + node.path("id").asText()).ok();
                }
            });

            assertThat(RawClient.post(url, "/v1/chat/completions", body).status()).isEqualTo(404);
        }
    }

    private com.fasterxml.jackson.databind.JsonNode node(Vendor vendor) {
        return admin.node(vendor.nodeType(), "m" + UUID.randomUUID().toString().substring(0, 8), vendor.baseUrl(),
                Optional.of("chat"));
    }
}
