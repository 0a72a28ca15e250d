package io.omniroute.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.omniroute.testkit.RawClient.RawReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulators seen from a bare socket: strict, exact about bytes, and aware of a client that leaves. */
class VendorTest {
    @ParameterizedTest
    @EnumSource
    void rawScenarioSendsTheBytesItRemembers(Dialect dialect) {
        try (var vendor = dialect.vendor("sk-raw")) {
            for (boolean stream : new boolean[]{false, true}) {
                var reply = ask(vendor, dialect, "sim-raw", stream);

                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo(vendor.last().sent()).isNotEmpty();
                assertThat(vendor.last().received().text()).contains("Hi ");
            }
            assertThat(vendor.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongKeyUnknownPathAndUnknownMemberAreRefusedAndWrittenDown(Dialect dialect) {
        try (var vendor = dialect.vendor("sk-right")) {
            var target = target(dialect, "sim-text", false);
            var noKey = RawClient.post(root(vendor), target, dialect.body("sim-text", false), dialect.headers());
            var lost = RawClient.post(root(vendor), "/v1/nowhere", "{}");
            var unknown = RawClient.post(root(vendor), target,
                    dialect.body("sim-text", false).replaceFirst("\\{", "{\"x_unknown\":1,"), headers(vendor, dialect));

            assertThat(List.of(noKey.status(), lost.status(), unknown.status())).containsExactly(401, 404, 400);
            assertThat(dialect.errorMessage(unknown.text())).contains("x_unknown");
            assertThat(vendor.violations()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientThatLeavesIsSeenAtOnce(Dialect dialect) throws InterruptedException {
        try (var vendor = dialect.vendor("sk-gone")) {
            for (var scenario : List.of("sim-hang", "sim-silent-stream", "sim-endless")) {
                var client = RawClient.to(root(vendor)).send(
                        RawClient.head("POST", target(dialect, scenario, true), headers(vendor, dialect))
                                + "Content-Type: application/json\r\n",
                        dialect.body(scenario, true).getBytes(StandardCharsets.UTF_8));
                await().until(() -> vendor.openExchanges() == 1);

                Instant left = client.leave();

                assertThat(vendor.last().overWithin(1000)).isTrue();
                assertThat(Duration.between(left, vendor.last().goneAt().orElseThrow()))
                        .isLessThan(Duration.ofMillis(2_000));
            }
        }
    }

    @Test
    void geminiStreamsAnArrayWithoutAltSse() {
        try (var vendor = new GeminiVendor("sk-array")) {
            var reply = RawClient.post(root(vendor), "/v1beta/models/sim-text:streamGenerateContent",
                    Dialect.GEMINI.body("", true), "x-goog-api-key: sk-array");

            assertThat(reply.header("content-type")).startsWith("application/json");
            var text = new StringBuilder();
            Json.tree(reply.text()).forEach(it -> text.append(it.at("/candidates/0/content/parts/0/text").asText()));
            assertThat(text).hasToString(Scenario.TEXT);
        }
    }

    @Test
    void newestAnthropicVersionTakesNoTemperature() {
        try (var vendor = new AnthropicVendor("sk-version")) {
            var body = Dialect.ANTHROPIC.body("sim-text", false).replaceFirst("\\{", "{\"temperature\":0.5,");

            var old = RawClient.post(root(vendor), "/v1/messages", body, "x-api-key: sk-version",
                    "anthropic-version: 2023-06-01");
            var current = RawClient.post(root(vendor), "/v1/messages", body, "x-api-key: sk-version",
                    "anthropic-version: 2026-10-21");

            assertThat(List.of(old.status(), current.status())).containsExactly(200, 400);
        }
    }

    private static RawReply ask(Vendor vendor, Dialect dialect, String model, boolean stream) {
        return RawClient.post(root(vendor), target(dialect, model, stream), dialect.body(model, stream),
                headers(vendor, dialect));
    }

    private static String[] headers(Vendor vendor, Dialect dialect) {
        var headers = new ArrayList<>(List.of(dialect.headers()));
        headers.add(switch (dialect) {
            case OPENAI_CHAT, OPENAI_RESPONSES -> "Authorization: Bearer " + vendor.key();
            case ANTHROPIC -> "x-api-key: " + vendor.key();
            case GEMINI -> "x-goog-api-key: " + vendor.key();
        });
        return headers.toArray(String[]::new);
    }

    private static String target(Dialect dialect, String model, boolean stream) {
        return dialect.target(model, stream);
    }

    private static java.net.URI root(Vendor vendor) {
        return vendor.baseUrl().resolve("/");
    }
}
