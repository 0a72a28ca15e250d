package io.omniroute.api.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel.StreamForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventFormTest {
    private static final ClientEvent NAMED = new ClientEvent("error", "{\"e\":1}".getBytes(UTF_8));
    private static final ClientEvent NAMELESS = new ClientEvent(null, "{\"e\":1}".getBytes(UTF_8));
    private static final String COMMENT = ": keep-alive\n\n";
    private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

    private static EventForm events(Format dialect) {
        return EventForm.of(dialect, StreamForm.SERVER_SENT_EVENTS);
    }

    private static EventForm array() {
        return EventForm.of(Format.GEMINI, StreamForm.JSON_ARRAY);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"OPENAI", "CLAUDE", "OPENAI_RESPONSES", "GEMINI"})
    void beforeTheFirstEventEveryDialectIsKeptAliveByAComment(Format dialect) {
        assertThat(events(dialect).contentType()).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(text(events(dialect).keepAlive())).isEqualTo(COMMENT);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"OPENAI", "CLAUDE", "OPENAI_RESPONSES", "GEMINI"})
    void afterItAnthropicGetsAPing(Format dialect) {
        EventForm form = events(dialect);
        form.wrote("data: {}\n\n".getBytes(UTF_8));

        assertThat(text(form.keepAlive())).isEqualTo(dialect == Format.CLAUDE ? PING : COMMENT);
    }

    @Test
    void anErrorCarriesItsNameWhereTheDialectNamesEvents() {
        assertThat(text(events(Format.CLAUDE).failure(NAMED))).isEqualTo("event: error\ndata: {\"e\":1}\n\n");
        assertThat(text(events(Format.OPENAI).failure(NAMELESS))).isEqualTo("data: {\"e\":1}\n\n");
    }

    @ParameterizedTest
    @CsvSource({"'data: 1~~', ''", "'data: 1~', '~'", "'data: 1', '~~'", "'data: 1\r\r', ''", "'data: 1\r~', '~'",
            "'data: 1\r~\r~', ''", "'data: 1\r', '~~'", "'~', ''", "': x~', '~'"})
    void anOpenLineIsClosedBeforeWhatFollows(String raw, String closing) {
        EventForm form = events(Format.OPENAI);
        form.wrote(raw.replace('~', '\n').getBytes(UTF_8));

        String expected = closing.replace('~', '\n');
        assertThat(text(form.closing())).isEqualTo(expected);
        assertThat(text(form.failure(NAMELESS))).isEqualTo(expected + "data: {\"e\":1}\n\n");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'[', ''", "'[{}', ']'", "'[{}\n', ']'", "'[{},\n{}', ']'", "'[{}]', ''", "'[{}]\n', ''",
            "'{}', ''"})
    void anArrayIsClosedWhereItsLastElementStands(String written, String closing) {
        EventForm form = array();
        form.wrote(written.getBytes(UTF_8));

        assertThat(form.contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(text(form.closing())).isEqualTo(closing);
        assertThat(text(form.keepAlive())).isEqualTo("\n");
    }

    @ParameterizedTest
    @CsvSource({"'', '[{\"e\":1}]'", "'[{}', ',~{\"e\":1}]'", "'[{} ', ',~{\"e\":1}]'"})
    void anErrorIsOneMoreElementOfTheArray(String written, String error) {
        EventForm form = array();
        form.wrote(written.getBytes(UTF_8));

        assertThat(text(form.failure(NAMELESS))).isEqualTo(error.replace('~', '\n'));
    }

    @Test
    void everyLineIsAnObjectAndNothingElse() {
        EventForm form = EventForm.of(Format.OLLAMA, StreamForm.NDJSON);
        form.wrote("{}\n".getBytes(UTF_8));

        assertThat(form.contentType()).isEqualTo("application/x-ndjson");
        assertThat(text(form.event(NAMELESS))).isEqualTo("{\"e\":1}\n");
        assertThat(text(form.failure(NAMED))).isEqualTo("{\"e\":1}\n");
        assertThat(form.keepAlive()).isEmpty();
        assertThat(form.closing()).isEmpty();
    }

    @Test
    void nobodyCanChangeTheBytesOfAKeepAlive() {
        EventForm form = events(Format.OPENAI);
        form.keepAlive()[0] = 'X';

        assertThat(text(form.keepAlive())).isEqualTo(COMMENT);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
