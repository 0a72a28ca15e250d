package io.omniroute.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.domain.combo.ComboStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingApiTest {
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
    void comboTravelsTheWholeWay() {
        Door.Answer made = send("POST", "/combos", """
                {"name":"free","models":["openai/gpt-5",{"model":"gq/x","weight":7}],"strategy":"weighted",
                 "config":{"timeoutMs":5000}}""");
        String id = made.json().get("id").asText();

        assertThat(made.status()).isEqualTo(201);
        JsonNode combo = send("GET", "/combos/" + id, "").json();
        assertThat(combo.at("/models/1/model").asText()).isEqualTo("gq/x");
        assertThat(combo.at("/models/1/weight").asInt()).isEqualTo(7);
        assertThat(combo.at("/config/timeoutMs").asInt()).isEqualTo(5000);
        assertThat(combo.get("isActive").asBoolean()).isTrue();
        assertThat(combo.get("createdAt").asText()).isEqualTo("2026-11-20T10:00:00.250Z");
        assertThat(send("PUT", "/combos/" + id, "{\"strategy\":\"random\"}").json().get("strategy").asText())
                .isEqualTo("random");
        assertThat(send("GET", "/combos", "").json().get("combos")).hasSize(1);
        assertThat(send("DELETE", "/combos/" + id, "").json().get("success").asBoolean()).isTrue();
        assertThat(send("GET", "/combos/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void comboThatLeadsToItselfIsRefusedWithItsName() {
        Door.Answer answer = send("POST", "/combos", "{\"name\":\"me\",\"models\":[\"me\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText()).contains("me");
        assertThat(send("POST", "/combos", "{\"name\":\"openai/gpt-4o\"}").status()).isEqualTo(409);
    }

    @Test
    void metricsAreShownPerComboAndModelAndCleared() {
        var metrics = door.office.comboMetrics;
        metrics.tried("free", "openai/gpt-5", false, 503, Duration.ofMillis(10));
        metrics.tried("free", "groq/x", true, 200, Duration.ofMillis(30));
        metrics.ended("free", ComboStrategy.PRIORITY, true, Duration.ofMillis(50), 1);

        JsonNode free = send("GET", "/combos/metrics?comboName=free", "").json().get("free");

        assertThat(free.get("totalRequests").asInt()).isEqualTo(1);
        assertThat(free.get("totalFallbacks").asInt()).isEqualTo(1);
        assertThat(free.get("fallbackRate").asDouble()).isEqualTo(100);
        assertThat(free.get("byModel").get("openai/gpt-5").get("lastStatus").asInt()).isEqualTo(503);
        assertThat(free.get("byModel").get("groq/x").get("successRate").asDouble()).isEqualTo(100);
        assertThat(send("GET", "/combos/metrics?comboName=other", "").text()).isEqualTo("{}");
        assertThat(send("DELETE", "/combos/metrics", "").status()).isEqualTo(200);
        assertThat(send("GET", "/combos/metrics", "").text()).isEqualTo("{}");
    }

    @Test
    void chainIsPutListedAndRemovedBothWays() {
        JsonNode put = send("POST", "/fallback/chains",
                "{\"model\":\"*\",\"name\":\"production-fallback\",\"chain\":[\"ds/deepseek-chat\"]}").json();

        assertThat(put.at("/chain/0/provider").asText()).isEqualTo("ds");
        JsonNode all = send("GET", "/fallback/chains", "").json();
        assertThat(all.at("/chains/*/0/model").asText()).isEqualTo("deepseek-chat");
        assertThat(all.at("/names/*").asText()).isEqualTo("production-fallback");
        assertThat(send("DELETE", "/fallback/chains", "{\"model\":\"*\"}").json().get("removed").asBoolean()).isTrue();
        assertThat(send("DELETE", "/fallback/chains?model=*", "").json().get("removed").asBoolean()).isFalse();
        assertThat(send("DELETE", "/fallback/chains", "").status()).isEqualTo(400);
        assertThat(send("POST", "/fallback/chains", "{\"model\":\"*\",\"chain\":[\"nobody/x\"]}").status())
                .isEqualTo(400);
    }

    @Test
    void comboDefaultsAreShownWithWhatHoldsAndChanged() {
        JsonNode before = send("GET", "/settings/combo-defaults", "").json();
        assertThat(before.at("/comboDefaults/strategy").asText()).isEqualTo("priority");
        assertThat(before.at("/comboDefaults/maxRetries").isNull()).isTrue();

        JsonNode after = send("PATCH", "/settings/combo-defaults", """
                {"comboDefaults":{"maxRetries":2},"providerOverrides":{"groq":{"timeoutMs":1500}}}""").json();

        assertThat(after.at("/comboDefaults/maxRetries").asInt()).isEqualTo(2);
        assertThat(after.at("/providerOverrides/groq/timeoutMs").asInt()).isEqualTo(1500);
        assertThat(send("GET", "/settings", "").json().at("/comboDefaults/maxRetries").asInt()).isEqualTo(2);
        assertThat(send("PATCH", "/settings/combo-defaults", "{\"comboDefaults\":{\"maxRetries\":99}}").status())
                .isEqualTo(400);
    }

    @Test
    void nameIsResolvedForecastAndTriedOverHttp() {
        send("POST", "/combos", "{\"name\":\"team\",\"models\":[\"openai/gpt-4o\",\"groq/x\"]}");

        JsonNode resolved = send("GET", "/models/resolve?model=openai/gpt-4o", "").json();
        assertThat(resolved.get("rule").asText()).isEqualTo("provider-prefix");
        assertThat(resolved.get("provider").asText()).isEqualTo("openai");
        assertThat(send("GET", "/models/resolve?model=nobody/x", "").status()).isEqualTo(404);
        assertThat(send("GET", "/models/resolve", "").status()).isEqualTo(400);
        JsonNode forecast = send("POST", "/combos/dry-run", "{\"comboName\":\"team\"}").json();
        assertThat(forecast.get("resolvedBy").asText()).isEqualTo("combo");
        assertThat(forecast.at("/legs/0/status").asText()).isEqualTo("skipped");
        JsonNode trial = send("POST", "/combos/test", "{\"comboName\":\"team\"}").json();
        assertThat(trial.get("resolvedBy").asText()).isEqualTo("groq/x");
        assertThat(trial.at("/results/0/error").asText()).isEqualTo("overloaded");
        assertThat(trial.at("/results/1/status").asText()).isEqualTo("ok");
        assertThat(trial.at("/results/1").has("error")).isFalse();
        assertThat(trial.get("testedAt").asText()).isEqualTo("2026-11-20T10:00:00.250Z");
    }
}
