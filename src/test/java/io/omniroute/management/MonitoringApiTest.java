package io.omniroute.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.admin.Office;
import io.omniroute.domain.failure.Failure;
import io.omniroute.management.MonitoringSource.CircuitView;
import io.omniroute.management.MonitoringSource.FlowView;
import io.omniroute.management.MonitoringSource.LiveView;
import io.omniroute.management.MonitoringSource.LockView;
import io.omniroute.management.MonitoringSource.StorageView;
import io.omniroute.resilience.Admission;
import io.omniroute.resilience.Journey;
import io.omniroute.resilience.Patience;
import io.omniroute.resilience.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringApiTest {
    @TempDir
    Path data;
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(data);
        door.office.loginAdmin.ensureFirstPassword(Optional.of("first-password"));
    }

    private String status() {
        return door.call("GET", "/monitoring/health").send().json().path("status").asText();
    }

    @Test
    void healthShowsEverySideOfTheGateway() {
        door.live = new LiveView(Map.of("claude", new CircuitView("HALF_OPEN", 3, null, 0)),
                Map.of("c1", new FlowView(true, 900, 1, 2)), Map.of("10.0.0.1", new LockView("login", Office.START)));

        var answer = door.asAdmin("GET", "/monitoring/health").send().json();

        assertThat(answer.path("status").asText()).isEqualTo("healthy");
        assertThat(answer.at("/providerHealth/claude").toString())
                .isEqualTo("{\"state\":\"HALF_OPEN\",\"failures\":3,\"lastFailure\":null,\"retryAfterMs\":0}");
        assertThat(answer.at("/rateLimitStatus/c1").toString())
                .isEqualTo("{\"limited\":true,\"remainingMs\":900,\"queued\":1,\"running\":2}");
        assertThat(answer.at("/lockouts/10.0.0.1/reason").asText()).isEqualTo("login");
        assertThat(answer.path("signatureCache").toString())
                .isEqualTo("{\"activeKeys\":0,\"hits\":0,\"misses\":0,\"hitRate\":0}");
        assertThat(answer.at("/system/memoryUsage/rss").asInt()).isEqualTo(7);
        assertThat(answer.path("catalogCount").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"8,true,degraded", "8,false,healthy", "6,true,healthy"})
    void backupNobodyRenewedDegrades(int days, boolean changed, String status) {
        Instant made = Office.START.minus(Duration.ofDays(days));
        door.storage = new StorageView("sqlite", null, 9, made, 1, changed, 90, "~");

        assertThat(status()).isEqualTo(status);
    }

    @Test
    void openBreakerDegradesAndABrokenDatabaseIsAnError() {
        door.live = new LiveView(Map.of("claude", new CircuitView("OPEN", 3, Office.START, 9)), Map.of(), Map.of());
        assertThat(status()).isEqualTo("degraded");

        door.databaseWritable = false;
        assertThat(status()).isEqualTo("error");
    }

    @Test
    void breakersAreShownAndClosed() {
        var upstreams = door.office.routeState.upstreams();
        var target = new Target("claude", "c1", "m");
        for (int i = 0; i < 50; i++) {
            try (Journey journey = upstreams.journey()) {
                if (journey.admit(target, Patience.NONE) instanceof Admission.Admitted admitted) {
                    admitted.permit().failed(upstreams.judge(target, new Failure.Unreachable("refused")), Map.of());
                }
            }
            upstreams.renew("c1");
        }
        var breaker = door.asAdmin("GET", "/policies").send().json().at("/circuitBreakers/0");
        assertThat(breaker.path("name").asText()).isEqualTo("claude");
        assertThat(breaker.path("state").asText()).isEqualTo("OPEN");
        assertThat(breaker).isEqualTo(door.asAdmin("GET", "/resilience").send().json().at("/circuitBreakers/0"));
        assertThat(door.call("DELETE", "/monitoring/health").send().status()).isEqualTo(401);
        assertThat(upstreams.provider("claude").ready()).isFalse();

        assertThat(door.asAdmin("DELETE", "/monitoring/health").send().text())
                .isEqualTo("{\"success\":true,\"resetBreakers\":1}");

        assertThat(upstreams.provider("claude").ready()).isTrue();
        assertThat(door.asAdmin("GET", "/policies").send().json().at("/circuitBreakers/0/state").asText())
                .isEqualTo("CLOSED");
        assertThat(door.office.actions()).contains("resilience.reset");
    }

    @Test
    void learnedThinkingTagsAreCounted() {
        assertThat(door.asAdmin("GET", "/rate-limits").send().json().path("cacheStats").toString())
                .isEqualTo("{\"tool\":1,\"family\":2,\"session\":3,\"defaultCount\":4}");
    }

    @Test
    void tokensAreListedAndCounted() {
        var answer = door.asAdmin("GET", "/token-health").send().json();

        assertThat(answer.path("connections")).hasSize(2);
        assertThat(answer.path("healthy").asInt()).isEqualTo(1);
        assertThat(answer.path("expiring").asInt()).isZero();
        assertThat(answer.path("failed").asInt()).isEqualTo(1);
        assertThat(answer.at("/connections/0/id").asText()).isEqualTo("c1");
    }

    @Test
    void storageIsDescribed() {
        var answer = door.asAdmin("GET", "/storage/health").send().json();

        assertThat(answer.path("driver").asText()).isEqualTo("sqlite");
        assertThat(answer.path("sizeBytes").asInt()).isEqualTo(9);
        assertThat(answer.path("backupCount").asInt()).isZero();
        assertThat(answer.path("retentionDays").asInt()).isEqualTo(90);
    }

    @Test
    void cachesAreShownAndCleared() {
        assertThat(door.asAdmin("GET", "/cache/stats").send().text()).isEqualTo("{\"semanticCache\":"
                + "{\"memorySize\":0,\"memoryMaxSize\":0,\"dbSize\":0,\"hits\":0,\"misses\":0,\"hitRate\":0.0,"
                + "\"tokensSaved\":0},\"idempotency\":{\"activeKeys\":0,\"windowMs\":5000},"
                + "\"signatureCache\":{\"activeKeys\":0,\"hits\":0,\"misses\":0,\"hitRate\":0.0}}");

        assertThat(door.asAdmin("DELETE", "/cache/stats").send().text())
                .isEqualTo("{\"success\":true,\"cleared\":0}");
        assertThat(door.office.actions()).contains("cache.clear");
    }

    @ParameterizedTest
    @CsvSource({"GET,/cache/stats", "DELETE,/cache/stats", "GET,/token-health", "GET,/storage/health"})
    void nobodyElseMaySee(String method, String path) {
        assertThat(door.call(method, path).send().status()).isEqualTo(401);
    }
}
