package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small talk of Claude's command line reaches no vendor; everything else of it does. */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BypassIT {
    private static final String CLI = "User-Agent: claude-cli/2.0.14 (external, cli)";
    private static final String ANSWER = "Answered by the gateway.";
    private static final String WARM_UP = "[{\"role\":\"user\",\"content\":\"Warmup\"}]";

    private final Vendor vendor = Dialect.ANTHROPIC.vendor("sk-bypass");
    private Admin admin;
    private URI url;
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

    private String body(String messages, boolean stream) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":50,\"stream\":" + stream + ",\"messages\":" + messages
                + "}";
    }

    private int calls() {
        return vendor.exchanges().size();
    }

    @ParameterizedTest
    @ValueSource(strings = {WARM_UP, "[{\"role\":\"user\",\"content\":\"count\"}]",
            "[{\"role\":\"user\",\"content\":\"Topic?\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"{\"}]}]",
            "[{\"role\":\"user\",\"content\":\"Please write a 5-10 word title for the following conversation: a, b\"}]"})
    void everyPatternIsAnsweredHere(String messages) {
        int before = calls();

        RawReply reply = RawClient.post(url, "/v1/messages", body(messages, false), CLI);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Json.tree(reply.text()).path("content").path(0).path("text").asText()).isEqualTo(ANSWER);
        assertThat(Json.tree(reply.text()).path("usage").path("output_tokens").asInt()).isEqualTo(1);
        assertThat(reply.header("x-omniroute-provider")).isEqualTo("bypass");
        assertThat(calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages, event: message_stop", "/v1/chat/completions, data: [DONE]",
            "/v1/api/chat, '\"done\":true'"})
    void itIsStreamedInTheDialectOfTheDoor(String path, String end) {
        int before = calls();

        RawReply reply = RawClient.post(url, path, body(WARM_UP, true), CLI);

        assertThat(reply.text()).contains(ANSWER, end);
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void otherProgramsAndOtherTalkReachTheVendor() {
        RawReply other = RawClient.post(url, "/v1/messages", body(WARM_UP, false), "User-Agent: curl/8",
                "anthropic-version: 2023-06-01");
        RawReply talk = RawClient.post(url, "/v1/messages", body("[{\"role\":\"user\",\"content\":\"Hi\"}]", false),
                CLI,
                "anthropic-version: 2023-06-01");

        assertThat(other.text()).contains(Scenario.TEXT);
        assertThat(talk.text()).contains(Scenario.TEXT);
    }

    @Test
    void itIsShownAmongTheRequestsAndCountedNowhere() throws InterruptedException {
        String unseen = model + "-unseen";
        RawClient.post(url, "/v1/messages", body(WARM_UP, false).replace(model, unseen), CLI);

        String shown = "";
        for (int i = 0; i < 50 && !shown.contains(unseen); i++) {
            Thread.sleep(100);
            shown = admin.get("api/usage/request-logs").text();
        }
        assertThat(shown).contains(unseen + " | BYPASS | - | 1 | 1 | 200 OK");
        assertThat(admin.get("api/usage/history").text()).doesNotContain(unseen, "bypass");
    }
}
