package io.omniroute.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.gateway.Inbound.Wishes;
import io.omniroute.translation.RequestReader;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamingTest {
    private static Streaming of(Format door, String body, boolean accepts, boolean otherwise, PathTarget target) {
        Inbound plain = Corridor.inbound(door, body, Optional.ofNullable(target));
        var inbound = new Inbound("r", door, plain.caller(), plain.headers(), plain.target(), plain.provider(),
                new Wishes(accepts, false, ""), plain.body(), plain.arrived(), plain.times());
        return Streaming.of(inbound, RequestReader.read(body.getBytes(UTF_8), door), otherwise);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"OPENAI, {}, false, false, false", "OPENAI, {}, true, false, true",
            "OPENAI, {}, false, true, true", "OPENAI, {\"stream\":false}, true, true, false",
            "OPENAI, {\"stream\":true}, false, false, true", "OPENAI, {\"stream\":null}, false, false, false",
            "OLLAMA, {}, false, false, true", "OLLAMA, {\"stream\":null}, false, false, true",
            "OLLAMA, {\"stream\":true}, false, false, true", "OLLAMA, {\"stream\":false}, true, true, false"})
    void theBodyDecidesThenTheHeaderThenTheHabit(Format door, String body, boolean accepts, boolean otherwise,
            boolean wanted) {
        Streaming streaming = of(door, body, accepts, otherwise, null);

        assertThat(streaming.wanted()).isEqualTo(wanted);
        assertThat(streaming.form()).isEqualTo(
                door == Format.OLLAMA ? StreamForm.NDJSON : StreamForm.SERVER_SENT_EVENTS);
    }

    @ParameterizedTest
    @CsvSource({"streamGenerateContent, alt=sse, true, SERVER_SENT_EVENTS",
            "streamGenerateContent, '', true, JSON_ARRAY",
            "generateContent, alt=sse, false, SERVER_SENT_EVENTS"})
    void aPathThatNamesAnActionDecides(String action, String query, boolean wanted, StreamForm form) {
        Streaming streaming = of(Format.GEMINI, "{}", true, true, new PathTarget("m", action, query));

        assertThat(streaming).isEqualTo(new Streaming(wanted, form));
    }
}
