package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.RunningGateway;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Address filter, lockouts, policies and request shaping over HTTP, on an instance of their own: they shut people out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyIT {
    private RunningGateway gateway;
    private Vendor vendor;
    private Admin admin;
    private String key;
    private String model;

    @BeforeAll
    void start() {
        Assumptions.assumeTrue(RunningGateway.packaged(), "no packaged server");
        gateway = RunningGateway.start(Map.of("REQUIRE_API_KEY", "true"));
        admin = Admin.login(gateway.url(), RunningGateway.PASSWORD);
        vendor = Dialect.OPENAI_CHAT.vendor("sk-policy");
        key = admin.key("policy");
        model = admin.route(vendor) + "/sim-text";
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            vendor.close();
            gateway.close();
        }
    }

    @Test
    void deniedAddressGetsNowhereButTheAdministratorStillDoes() {
        JsonNode off = admin.get("/api/settings/ip-filter").ok();
        assertThat(off.path("enabled").asBoolean()).isFalse();
        assertThat(admin.put("/api/settings/ip-filter", Map.of("enabled", true, "addBlacklist", "127.0.0.0/8"))
                .status()).isEqualTo(409);

        admin.put("/api/settings/ip-filter",
                Map.of("enabled", true, "addBlacklist", List.of("127.0.0.0/8", "::1"), "force", true)).ok();

        for (String path : List.of("/v1/chat/completions", "/chat/completions", "/api/v1/chat/completions",
                "/v1//chat/completions", "/%76%31/chat/completions")) {
            Admin.Reply denied = chat(path, key, body());
            assertThat(denied.status()).as(path).isEqualTo(403);
            assertThat(denied.json().at("/error/code").asText()).isEqualTo("ip_blocked");
        }
        admin.put("/api/settings/ip-filter", Map.of("addWhitelist", "127.0.0.1")).ok();
        assertThat(chat("/v1/chat/completions", key, body()).status()).isEqualTo(200);
        admin.put("/api/settings/ip-filter",
                Map.of("enabled", false, "blacklist", List.of(), "whitelist", List.of())).ok();
    }

    @Test
    void guesserIsLockedOutOverARestartAndLetInAgainByHand() {
        Admin.Reply last = null;
        for (int guess = 0; guess < 51; guess++) {
            last = chat("/v1/chat/completions", "sk-guess-" + guess, body());
        }
        assertThat(last).isNotNull();
        assertThat(last.status()).isEqualTo(429);
        assertThat(Long.parseLong(last.header("Retry-After").orElseThrow())).isBetween(1L, 900L);
        assertThat(chat("/v1/chat/completions", key, body()).status()).isEqualTo(200);

        gateway.stop();
        gateway.restart();
        admin = Admin.login(gateway.url(), RunningGateway.PASSWORD);
        assertThat(chat("/v1/chat/completions", "sk-guess", body()).status()).isEqualTo(429);
        JsonNode locked = admin.get("/api/policies").ok().path("lockedIdentifiers").path(0);
        assertThat(locked.path("kind").asText()).isEqualTo("apiKey");
        assertThat(locked.path("remainingMs").asLong()).isPositive();

        admin.post("/api/policies", Map.of("action", "unlock", "identifier", locked.path("identifier").asText()))
                .ok();

        assertThat(chat("/v1/chat/completions", "sk-guess", body()).status()).isEqualTo(401);
        assertThat(admin.get("/api/compliance/audit-log?action=policy.unlock").ok().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void promptLimitAndBlockReachTheRequest() {
        admin.put("/api/settings/system-prompt", Map.of("enabled", true, "prompt", "Be brief.")).ok();
        JsonNode cap = admin.post("/api/policies", Map.of("name", "cap", "type", "budget", "actions",
                Map.of("max_tokens", 64))).json();

        assertThat(chat("/v1/chat/completions", key, body()).status()).isEqualTo(200);

        JsonNode sent = Json.tree(vendor.last().received().text());
        assertThat(sent.at("/messages/0").toString()).isEqualTo("{\"role\":\"system\",\"content\":\"Be brief.\"}");
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(64);
        admin.delete("/api/policies?id=" + cap.path("id").asText()).ok();
        admin.put("/api/settings/system-prompt", Map.of("enabled", false)).ok();
        JsonNode block = admin.post("/api/policies", Map.of("name", "none of it", "type", "access", "actions",
                Map.of("block_model", List.of("*sim-text")))).json();
        int calls = vendor.exchanges().size();

        Admin.Reply refused = chat("/v1/chat/completions", key, body());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("model_blocked");
        assertThat(vendor.exchanges()).hasSize(calls);
        admin.delete("/api/policies?id=" + block.path("id").asText()).ok();
    }

    private String body() {
        return "{\"model\":\"" + model + "\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private Admin.Reply chat(String path, String apiKey, String body) {
        return Admin.send(HttpRequest.newBuilder(URI.create(gateway.url().toString().replaceFirst("/$", "") + path))
                .timeout(Duration.ofSeconds(20)).header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build());
    }
}
