package io.omniroute.it;

import static io.omniroute.testkit.Json.obj;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RunningGateway;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Killed under load and started again: no configuration is lost, at most a second of usage is, and no page is broken. */
class KillIT {
    private static final int WORKERS = 4;

    @Test
    void killUnderLoadLosesAtMostASecondOfUsage() throws Exception {
        GatewayUnderTest.assumeServer();
        try (var vendor = Dialect.OPENAI_CHAT.vendor("sk-kill"); var running = RunningGateway.start(Map.of())) {
            var admin = Admin.login(running.url(), RunningGateway.PASSWORD);
            var prefix = admin.route(vendor);
            for (int i = 0; i < 20; i++) {
                admin.key("key " + i);
            }
            var before = configuration(admin);
            var answered = new ConcurrentLinkedQueue<Instant>();

            var killed = loadThenKill(running, prefix + "/sim-text", answered);

            running.restart();
            var after = Admin.login(running.url(), RunningGateway.PASSWORD);
            assertThat(configuration(after)).isEqualTo(before);
            long due = answered.stream().filter(at -> at.isBefore(killed.minus(Duration.ofSeconds(1)))).count();
            assertThat(due).as("answers older than a second at the kill").isGreaterThan(20);
            assertThat(after.get("api/usage/history").ok().path("totalRequests").asLong()).isGreaterThanOrEqualTo(due)
                    .isLessThanOrEqualTo(vendor.exchanges().size());
            assertThat(RawClient.post(running.url(), "/v1/chat/completions",
                    Dialect.OPENAI_CHAT.body(prefix + "/sim-text", false)).status()).isEqualTo(200);
            running.stop();
            assertThat(integrity(running)).isEqualTo("ok");
        }
    }

    private static Instant loadThenKill(RunningGateway running, String model, Queue<Instant> answered)
            throws InterruptedException {
        var on = new AtomicBoolean(true);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WORKERS; i++) {
                workers.submit(() -> ask(running.url(), model, on, answered));
            }
            Thread.sleep(3000);
            var killed = Instant.now();
            running.kill();
            on.set(false);
            return killed;
        }
    }

    private static void ask(URI url, String model, AtomicBoolean on, Queue<Instant> answered) {
        while (on.get()) {
            try {
                var body = Dialect.OPENAI_CHAT.body(model, false);
                if (RawClient.post(url, "/v1/chat/completions", body).status() == 200) {
                    answered.add(Instant.now());
                }
            } catch (java.io.UncheckedIOException | AssertionError e) {
                on.set(false); // killed in the middle of an answer
            }
        }
    }

    private static Map<String, Object> configuration(Admin admin) {
        return obj("nodes", admin.get("api/provider-nodes").ok(), "keys", names(admin, "keys"), "connections",
                names(admin, "providers"), "settings", admin.get("api/settings").ok());
    }

    private static Object names(Admin admin, String route) {
        return admin.get("api/" + route).ok().findValuesAsText("id");
    }

    private static String integrity(RunningGateway running) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + running.data().resolve("storage.sqlite"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("pragma integrity_check")) {
            return rows.getString(1);
        }
    }
}
