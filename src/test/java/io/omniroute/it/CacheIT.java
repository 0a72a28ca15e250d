package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.RunningGateway;
import io.omniroute.testkit.Vendor;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Equal requests over HTTP, with the defaults of a new installation, and over a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheIT {
    private static final String CHAT = "/v1/chat/completions";
    private final Vendor vendor = Dialect.OPENAI_CHAT.vendor("sk-cache");
    private RunningGateway running;
    private Admin admin;
    private String model;

    @BeforeAll
    void start() {
        GatewayUnderTest.assumeServer();
        running = RunningGateway.start(Map.of("OMNIROUTE_CACHE_DEDUP_WINDOW", "2s"));
        admin = Admin.login(running.url(), RunningGateway.PASSWORD);
        model = admin.route(vendor) + "/sim-text";
    }

    @AfterAll
    void stop() {
        if (running != null) {
            running.close();
        }
        vendor.close();
    }

    private RawReply ask(String path, String text, String members, String... headers) {
        return RawClient.post(running.url(), path, "{\"model\":\"" + model + "\",\"max_tokens\":50,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + members + "}", headers);
    }

    @Test
    void answerIsGivenAgainInAnyDialectAndOverARestart() {
        int before = vendor.exchanges().size();
        RawReply first = ask(CHAT, "Once", ",\"temperature\":0");
        RawReply second = ask(CHAT, "Once", ",\"temperature\":0");
        RawReply translated = ask("/v1/messages", "Once", ",\"temperature\":0");
        running.stop();
        running.restart();
        admin = Admin.login(running.url(), RunningGateway.PASSWORD);
        RawReply later = ask(CHAT, "Once", ",\"temperature\":0");

        assertThat(first.header("X-OmniRoute-Cache")).isEqualTo("MISS");
        assertThat(second.header("X-OmniRoute-Cache")).isEqualTo("HIT");
        assertThat(translated.header("X-OmniRoute-Cache")).isEqualTo("HIT");
        assertThat(translated.text()).contains("\"type\":\"message\"");
        assertThat(later.header("X-OmniRoute-Cache")).isEqualTo("HIT");
        assertThat(vendor.exchanges()).hasSize(before + 1);
        assertThat(admin.get("api/cache/stats").ok().at("/semanticCache/dbSize").asInt()).isPositive();
    }

    @Test
    void hundredEqualRequestsMakeOneCall() throws Exception {
        int before = vendor.exchanges().size();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 100).mapToObj(i -> threads.submit(() -> ask(CHAT, "Together", "")))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }

        assertThat(vendor.exchanges()).hasSize(before + 1);
    }

    @Test
    void repeatUnderItsKeyIsReplayed() {
        String key = "Idempotency-Key: k-1";
        int before = vendor.exchanges().size();
        RawReply first = ask(CHAT, "Repeat", ",\"temperature\":1", key);
        RawReply second = ask(CHAT, "Repeat", ",\"temperature\":1", key);
        RawReply other = ask(CHAT, "Another", ",\"temperature\":1", key);

        assertThat(second.header("X-OmniRoute-Idempotent")).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(422);
        assertThat(vendor.exchanges()).hasSize(before + 1);
    }
}
