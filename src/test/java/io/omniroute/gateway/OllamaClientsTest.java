package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.events;
import static io.omniroute.gateway.ScriptedExecutor.eventsThenLoss;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.gateway.Inbound.Wishes;
import io.omniroute.translation.json.JsonText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of Ollama's dialect before every kind of upstream. */
@Timeout(20)
class OllamaClientsTest {
    private static final String BODY = "{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";

    private static Inbound asks(String members) {
        return Corridor.inbound(Format.OLLAMA, BODY.formatted(members), Optional.empty());
    }

    private static List<Json.Obj> lines(RecordingChannel client) {
        return client.text().lines().map(line -> (Json.Obj) JsonText.parse(line).orElseThrow()).toList();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GEMINI_ARRAY")
    void whoSaysNothingGetsLinesFromEveryUpstream(Speech speech) {
        try (var corridor = new Corridor(speech, new ScriptedExecutor(speech.streamAnswer(speech.goodStream())))) {
            List<Json.Obj> lines = lines(corridor.serve(asks("")));

            assertThat(lines).hasSizeGreaterThan(1).allSatisfy(line -> assertThat(line.text("model")).contains("p/m"));
            assertThat(lines.subList(0, lines.size() - 1)).allSatisfy(
                    line -> assertThat(line.bool("done")).contains(false));
            Json.Obj last = lines.getLast();
            assertThat(last.bool("done")).contains(true);
            assertThat(last.whole("total_duration").orElseThrow()).isPositive();
            assertThat(last.whole("eval_count").orElseThrow())
                    .isEqualTo(corridor.booked.only().tokens().output());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GEMINI_ARRAY")
    void whoWantsNoStreamGetsOneObject(Speech speech) {
        try (var corridor = new Corridor(speech, new ScriptedExecutor(json(200, speech.goodReply())))) {
            RecordingChannel client = corridor.serve(asks(",\"stream\":false"));

            assertThat(client.contentType).isEqualTo("application/json");
            assertThat(lines(client)).singleElement().satisfies(answer -> {
                assertThat(answer.bool("done")).contains(true);
                assertThat(answer.whole("total_duration").orElseThrow()).isPositive();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429})
    void anErrorIsOneSentenceWithItsStatus(int status) {
        String no = "{\"error\":{\"message\":\"no\"}}";
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(json(status, no), json(status, no)))) {
            RecordingChannel client = corridor.serve(asks(""));

            assertThat(client.status).isEqualTo(status);
            assertThat(client.text()).isEqualTo("{\"error\":\"no\"}");
        }
    }

    @Test
    void aStreamThatBreaksEndsWithTheErrorInALine() {
        byte[] good = Speech.CHAT.goodStream();
        byte[] half = Arrays.copyOf(good, good.length / 2);
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(eventsThenLoss(half)))) {
            RecordingChannel client = corridor.serve(asks(""));

            assertThat(lines(client).getLast().members()).containsOnlyKeys("error");
            assertThat(client.text()).endsWith("}\n").doesNotContain("\"done\":true");
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.TRUNCATED);
        }
    }

    @Test
    void silenceStaysSilent() {
        var beating = new GatewaySettings(Corridor.LONG, Corridor.LONG, Corridor.LONG, Corridor.LONG, Corridor.LONG,
                Duration.ofMillis(5), false, false, Map.of());
        ScriptedExecutor.Answer slow = (request, cancellation) -> {
            sleep();
            return events(Speech.CHAT.goodStream()).to(request, cancellation);
        };
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(slow), beating, waiting -> Set.of())) {
            RecordingChannel client = corridor.serve(asks(""));

            assertThat(client.keepAlives()).isZero();
            assertThat(client.text().lines()).isNotEmpty().noneMatch(String::isBlank);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(60);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void progressHasNoPlaceAmongLines() {
        Inbound plain = asks("");
        var asking = new Inbound("r", plain.door(), plain.caller(), plain.headers(), plain.target(), plain.provider(),
                new Wishes(false, true, ""), plain.body(), plain.arrived(), plain.times());
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(events(Speech.CHAT.goodStream())))) {
            RecordingChannel client = corridor.serve(asking);

            assertThat(client.text()).doesNotContain("progress");
            assertThat(client.headers).doesNotContainKey("X-OmniRoute-Progress");
        }
    }

    @Test
    void whatNobodyCanSendIsNamed() {
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(events(Speech.CHAT.goodStream())))) {
            RecordingChannel client = corridor.serve(asks(",\"options\":{\"num_ctx\":1,\"temperature\":0.50}"));

            assertThat(client.headers.get("X-OmniRoute-Dropped")).contains("options.num_ctx");
            assertThat(new String(corridor.upstreams.requests.getFirst().body(), UTF_8))
                    .contains("\"temperature\":0.50").doesNotContain("num_ctx");
        }
    }
}
