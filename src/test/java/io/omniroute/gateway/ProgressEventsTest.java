package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.gateway.Inbound.Wishes;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where progress stands in a stream (10 section 3.4). */
class ProgressEventsTest {
    private static Inbound asking(Speech speech) {
        Inbound plain = speech.streamed();
        return new Inbound(plain.requestId(), plain.door(), plain.caller(), plain.headers(), plain.target(),
                plain.provider(), new Wishes(false, true, ""), plain.body(), plain.arrived(), plain.times());
    }

    private static RecordingChannel told(Speech speech, Inbound asked) {
        try (var corridor = new Corridor(speech, new ScriptedExecutor(speech.streamAnswer(speech.goodStream())))) {
            return corridor.serve(asked);
        }
    }

    @ParameterizedTest
    @CsvSource({"CHAT, data: [DONE]", "MESSAGES, event: message_stop", "RESPONSES, event: response.completed"})
    void theLastProgressStandsBeforeTheTerminatingEvent(Speech speech, String terminating) {
        RecordingChannel client = told(speech, asking(speech));

        String[] all = Stream.of(client.text().split("\n\n")).filter(event -> !event.startsWith(":"))
                .toArray(String[]::new);
        assertThat(client.headers).containsEntry("X-OmniRoute-Progress", "enabled");
        assertThat(all[all.length - 1]).startsWith(terminating);
        assertThat(all[all.length - 2]).matches(
                "event: progress\ndata: \\{\"tokens_generated\":" + (all.length - 2)
                        + ",\"elapsed_ms\":\\d+,\"done\":true}");
        assertThat(client.text()).containsOnlyOnce("event: progress");
    }

    /** Gemini has no terminating event: its stream just ends. */
    @ParameterizedTest
    @EnumSource(names = "GEMINI")
    void whereNoEventEndsTheStreamProgressDoes(Speech speech) {
        String text = told(speech, asking(speech)).text();

        assertThat(text.strip()).matches("(?s).*\nevent: progress\ndata: \\{[^\n]*\"done\":true}");
    }

    @ParameterizedTest
    @EnumSource(names = "GEMINI_ARRAY")
    void anArrayHasNoPlaceForIt(Speech speech) {
        RecordingChannel client = told(speech, asking(speech));

        assertThat(client.text()).doesNotContain("progress");
        assertThat(client.headers).doesNotContainKey("X-OmniRoute-Progress");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsToldUnasked(Speech speech) {
        RecordingChannel client = told(speech, speech.streamed());

        assertThat(new String(speech.goodStream(), UTF_8)).startsWith(client.text());
        assertThat(client.headers).doesNotContainKey("X-OmniRoute-Progress");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAT", "MESSAGES", "RESPONSES"})
    void aBrokenStreamIsNotDone(Speech speech) {
        byte[] good = speech.goodStream();
        byte[] half = java.util.Arrays.copyOf(good, good.length / 2);
        try (var corridor = new Corridor(speech, new ScriptedExecutor(events(half)))) {
            assertThat(corridor.serve(asking(speech)).text()).doesNotContain("\"done\":true");
        }
    }
}
