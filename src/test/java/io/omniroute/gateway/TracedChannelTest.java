package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel.StreamForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracedChannelTest {
    private final Recording said = new Recording(new Room(10_000), 10_000);
    private final RecordingChannel client = new RecordingChannel();
    private final TracedChannel channel = new TracedChannel(client, said);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        return new String(said.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aWholeAnswerIsKeptWithItsHead() throws IOException {
        assertThat(channel.answer(404, "application/json", Map.of("X-A", "1", "Set-Cookie", "secret"), bytes("{}")))
                .isTrue();

        assertThat(text()).isEqualTo("HTTP 404\ncontent-type: application/json\nSet-Cookie: ••••\nX-A: 1\n\n{}");
        assertThat(client.text()).isEqualTo("{}");
    }

    @Test
    void anAnswerThatWasNotTakenIsNotKept() throws IOException {
        channel.keepAlive(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS);

        assertThat(channel.answer(500, "application/json", Map.of(), bytes("{}"))).isFalse();
        assertThat(said.isEmpty()).isTrue();
        assertThat(client.keepAlives()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"SERVER_SENT_EVENTS|text/event-stream|event: e#data: {}##",
            "JSON_ARRAY|application/json|{},#", "NDJSON|application/x-ndjson|{}#"})
    void eventsReadAsTheyDoInTheirForm(StreamForm form, String type, String event) throws IOException {
        channel.beginStream(Format.OPENAI, form, Map.of());
        channel.event(new ClientEvent("e", bytes("{}")));
        channel.flush();
        channel.finish();

        assertThat(text()).isEqualTo("HTTP 200\ncontent-type: " + type + "\n\n" + event.replace('#', '\n'));
    }

    @Test
    void rawEventsAndTheErrorAtTheEndAreKept() throws IOException {
        channel.beginStream(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS, Map.of());
        channel.beginStream(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS, Map.of());
        channel.event(bytes("data: 1\n\n"));
        channel.failureEvent(new ClientEvent(null, bytes("{\"error\":{}}")));

        assertThat(text()).endsWith("\n\ndata: 1\n\ndata: {\"error\":{}}\n\n").containsOnlyOnce("HTTP 200");
        assertThat(client.failureEvents).isEqualTo(1);
    }

    @Test
    void aClientThatLeftIsNoticedAsWithoutALog() {
        var leaving = new TracedChannel(RecordingChannel.leavingAt(1), said);

        assertThatThrownBy(() -> leaving.answer(200, "application/json", Map.of(), bytes("{}")))
                .isInstanceOf(IOException.class);
        assertThat(leaving.socket()).isNotNull();
        assertThat(leaving.lastWriteNanos()).isLessThanOrEqualTo(System.nanoTime());
    }
}
