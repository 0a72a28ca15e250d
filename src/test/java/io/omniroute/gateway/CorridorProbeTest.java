package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.omniroute.domain.lab.ModelProbe;
import io.omniroute.domain.usage.UsageEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CorridorProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String ANSWER = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
            "message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

    @Test
    void modelThatAnswersIsFoundAndBookedLikeAnyOther() {
        var upstreams = new ScriptedExecutor(json(200, ANSWER));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            ModelProbe.Finding finding = new CorridorProbe(corridor.pipeline).ask("p", "m", LIMIT);

            assertThat(finding.ok()).as(finding.toString()).isTrue();
            assertThat(finding.status()).isEqualTo(200);
            assertThat(new String(upstreams.requests.getFirst().body(), StandardCharsets.UTF_8)).contains("\"Hi\"")
                    .contains("\"max_tokens\":5").contains("\"m\"");
            await().untilAsserted(
                    () -> assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.OK));
        }
    }

    @Test
    void errorOfTheProviderIsTold() {
        var upstreams = new ScriptedExecutor(json(400, "{\"error\":{\"message\":\"theirs\"}}"));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            ModelProbe.Finding finding = new CorridorProbe(corridor.pipeline).ask("p", "m", LIMIT);

            assertThat(finding.status()).isEqualTo(400);
            assertThat(finding.error()).contains("theirs");
        }
    }
}
