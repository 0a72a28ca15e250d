package io.omniroute.it;

import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RunningGateway;
import io.omniroute.testkit.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forty secrets go in wherever a secret can; none is found again in logs, answers, or the bytes of the database. */
class CanaryIT {
    private static final List<String> ROUTES = List.of("settings", "settings/proxy", "settings/ip-filter",
            "providers", "providers/client", "provider-nodes", "provider-models", "models", "models/catalog",
            "models/alias", "combos", "keys", "pricing", "usage/history", "usage/logs", "usage/call-logs",
            "usage/proxy-logs", "usage/analytics", "usage/budget", "resilience", "rate-limits", "policies",
            "sessions", "cache/stats", "telemetry/summary", "token-health", "storage/health",
            "compliance/audit-log?limit=1000", "auth/status", "init", "monitoring/health");

    private final Map<String, String> canaries = new LinkedHashMap<>();
    private final List<String> answers = new ArrayList<>();

    @Test
    void noSecretIsFoundAgain() throws Exception {
        GatewayUnderTest.assumeServer();
        var vendors = new ArrayList<Vendor>();
        try (var running = RunningGateway.start(Map.of("OMNIROUTE_LOG_LEVEL", "DEBUG"))) {
            var admin = Admin.login(running.url(), RunningGateway.PASSWORD);
            for (var dialect : Dialect.values()) {
                var vendor = dialect.vendor(canary("connection key " + dialect));
                vendors.add(vendor);
                talk(running, dialect, admin.route(vendor));
            }
            sow(running, admin);
            for (var route : ROUTES) {
                answers.add(admin.get("api/" + route).text());
            }
            admin.get("api/providers").json().path("connections").forEach(
                    it -> answers.add(admin.get("api/providers/" + it.path("id").asText()).text()));
            admin.get("api/usage/call-logs").json()
                    .forEach(it -> answers.add(admin.get("api/usage/call-logs/" + it.path("id").asText()).text()));

            running.stop(); // so that everything queued is written

            assertThat(canaries).hasSizeGreaterThanOrEqualTo(40);
            nothingIn("an answer", String.join("\n", answers));
            nothingIn("a log", running.log());
            nothingIn("the database", database(running));
        } finally {
            vendors.forEach(Vendor::close);
        }
    }

    private String canary(String where) {
        return canaries.computeIfAbsent(where,
                it -> "sk-cnry" + java.util.UUID.randomUUID().toString().replace("-", "") + "x");
    }

    /** Client traffic with secrets at every place, answered, refused and failed. */
    private void talk(RunningGateway running, Dialect dialect, String prefix) {
        for (var scenario : List.of("sim-text", "sim-e401", "sim-e500")) {
            var model = prefix + "/" + scenario;
            for (boolean stream : new boolean[]{false, true}) {
                answers.add(RawClient.post(running.url(), dialect.target(model, stream), dialect.body(model, stream),
                        "anthropic-version: 2023-06-01",
                        "Authorization: Bearer " + canary("bearer " + dialect + scenario),
                        "Cookie: auth_token=" + canary("cookie " + dialect)).text());
            }
            answers.add(RawClient.post(running.url(), dialect.target(model, false), "{broken",
                    "x-api-key: " + canary("x-api-key " + dialect),
                    "x-goog-api-key: " + canary("x-goog-api-key " + dialect)).text());
        }
        answers.add(RawClient.post(running.url(),
                "/v1beta/models/" + prefix + "/sim-text:generateContent?key=" + canary("query " + dialect),
                Dialect.GEMINI.body("", false)).text());
    }

    /** Secrets in what an administrator types, rightly and wrongly. */
    private void sow(RunningGateway running, Admin admin) {
        answers.add(Admin.anonymous(running.url()).post("api/auth/login", obj("password", canary("wrong password")))
                .text());
        for (var provider : List.of("openai", "anthropic", "groq", "mistral")) {
            answers.add(admin.post("api/providers", obj("provider", provider, "apiKey", canary("key of " + provider),
                    "name", provider, "providerSpecificData",
                    obj("clientSecret", canary("client secret of " + provider), "copilotToken",
                            canary("copilot token of " + provider))))
                    .text());
        }
        answers.add(admin.post("api/providers", obj("provider", "claude", "apiKey", canary("pasted token"), "name",
                "claude", "acceptTerms", true)).text());
        answers.add(admin.post("api/providers", obj("provider", "claude", "apiKey", canary("refused token"), "name",
                "claude2")).text());
        answers.add(admin.post("api/providers", obj("provider", "no-such-provider", "apiKey",
                canary("key of an unknown provider"), "name", "x")).text());
        answers.add(admin.put("api/settings/proxy", obj("level", "global", "id", "", "proxy", obj("type", "http",
                "host", "127.0.0.1", "port", "9", "username", "u", "password", canary("proxy password")))).text());
        answers.add(admin.patch("api/settings", obj("newPassword", canary("new password"), "currentPassword",
                canary("wrong current password"))).text());
        var made = admin.post("api/keys", obj("name", "shown once")).ok().path("key").asText();
        canaries.put("gateway key", made);
        canaries.put("administrator's password", RunningGateway.PASSWORD);
        canaries.put("session", admin.cookie().replaceFirst("^auth_token=", ""));
        answers.add(RawClient.post(running.url(), "/v1/chat/completions", "{}", "Authorization: Bearer " + made)
                .text());
    }

    private void nothingIn(String where, String text) {
        assertThat(canaries).allSatisfy((name, secret) -> assertThat(text.contains(secret))
                .as("the secret '%s' is in %s", name, where).isFalse());
    }

    private static String database(RunningGateway running) throws IOException {
        var bytes = new StringBuilder();
        try (var files = Files.walk(running.data())) {
            for (var file : files.filter(it -> it.getFileName().toString().contains(".sqlite")).toList()) {
                bytes.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(bytes.toString()).contains("SQLite format 3");
        return bytes.toString();
    }
}
