package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ST-4: a client that leaves stops the vendor within a second, in every phase. Only Linux tells without a write. */
@ExtendWith(GatewayUnderTest.class)
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientGoneIT {
    /** one second, and a little for the machine that measures */
    private static final Duration SOON = Duration.ofMillis(1250);

    private final Map<Dialect, Vendor> vendors = new EnumMap<>(Dialect.class);
    private final Map<Dialect, String> prefixes = new EnumMap<>(Dialect.class);
    private URI url;
    private Admin admin;

    @BeforeAll
    void route(Gateway gateway) {
        url = gateway.url();
        admin = gateway.admin();
        for (var dialect : Dialect.values()) {
            vendors.put(dialect, dialect.vendor("sk-gone-" + dialect));
            prefixes.put(dialect, admin.route(vendors.get(dialect)));
        }
    }

    @BeforeEach
    void forget() {
        vendors.values().forEach(Vendor::forget);
    }

    @AfterAll
    void stop() {
        vendors.values().forEach(Vendor::close);
    }

    @ParameterizedTest
    @EnumSource
    void clientLeavesBeforeTheFirstByteOfAStream(Dialect dialect) {
        leavesWhileSilent(dialect, true);
    }

    @ParameterizedTest
    @EnumSource
    void clientLeavesWhileACompleteAnswerIsAwaited(Dialect dialect) {
        leavesWhileSilent(dialect, false);
    }

    private void leavesWhileSilent(Dialect dialect, boolean stream) {
        var vendor = vendors.get(dialect);
        var client = open(dialect, "sim-hang", stream);
        await().atMost(Duration.ofSeconds(5)).until(() -> vendor.exchanges().size() == 1);

        var left = client.leave();

        goneSoonAfter(left, vendor);
    }

    @ParameterizedTest
    @EnumSource
    void clientLeavesInTheMiddleOfAStream(Dialect dialect) {
        var client = open(dialect, "sim-endless", true).awaitText("Hello");

        goneSoonAfter(client.leave(), vendors.get(dialect));
    }

    @ParameterizedTest
    @EnumSource
    void clientLeavesASilentStream(Dialect dialect) {
        var client = open(dialect, "sim-silent-stream", true).awaitText("Hello");

        goneSoonAfter(client.leave(), vendors.get(dialect));
    }

    @Test
    void thousandThatLeaveKeepNothingOpen() {
        var models = new String[]{"sim-hang", "sim-endless", "sim-silent-stream", "sim-hang"};
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                var dialect = Dialect.values()[i % 4];
                var model = models[i / 4 % 4];
                boolean stream = i % 3 != 0;
                threads.submit(() -> {
                    var client = open(dialect, model, stream);
                    Thread.sleep(3_000);
                    return client.leave();
                });
            }
        }

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(vendors.values())
                .allSatisfy(vendor -> assertThat(vendor.openExchanges()).isZero()));
        // what was cut in the middle cannot go back into a pool
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(
                vendors.values().stream().mapToInt(Vendor::connections).sum()).isLessThan(20));
        assertThat(vendors.values().stream().mapToInt(vendor -> vendor.exchanges().size()).sum()).isEqualTo(1_000);
        await().atMost(Duration.ofSeconds(2)).untilAsserted(
                () -> assertThat(admin.get("api/usage/stats").json().path("activeRequests")).isEmpty());
        var large = RawClient.post(url, Dialect.OPENAI_CHAT.target("x", false), " ".repeat(5 << 20)); // finds room
        assertThat(large.status()).isEqualTo(400);
    }

    private RawClient open(Dialect dialect, String scenario, boolean stream) {
        var model = prefixes.get(dialect) + "/" + scenario;
        return RawClient.to(url).send(
                RawClient.head("POST", dialect.target(model, stream), dialect.headers())
                        + "Content-Type: application/json\r\n",
                dialect.body(model, stream).getBytes(StandardCharsets.UTF_8));
    }

    private static void goneSoonAfter(Instant left, Vendor vendor) {
        await().atMost(Duration.ofSeconds(4)).until(() -> vendor.last().goneAt().isPresent());
        assertThat(Duration.between(left, vendor.last().goneAt().orElseThrow())).isLessThan(SOON);
    }
}
