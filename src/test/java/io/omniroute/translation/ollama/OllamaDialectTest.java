package io.omniroute.translation.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.RequestHead;
import io.omniroute.translation.RequestReader;
import io.omniroute.translation.StreamObserver;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaDialectTest {
    @Test
    void clientsSpeakItAndProvidersDoNot() {
        assertThat(Dialects.client(Format.OLLAMA)).isInstanceOf(OllamaDialect.class);
        assertThatThrownBy(() -> Dialects.upstream(Format.OLLAMA)).hasMessage("no provider speaks ollama");
        assertThat(Format.OLLAMA.ofProviders()).isFalse();
        assertThat(Format.OPENAI.ofProviders()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"400, 400", "401, 401", "404, 404", "429, 429", "502, 502", "503, 503", "529, 503"})
    void anErrorIsOneSentence(int status, int sent) {
        ErrorReply reply = Given.DIALECT.error(new Failure.Broken(status, "not \"now\""), "r-1");

        assertThat(reply.status()).isEqualTo(sent);
        assertThat(new String(reply.body(), UTF_8)).isEqualTo("{\"error\":\"not \\\"now\\\"\"}");
    }

    @Test
    void anUpstreamsMessageIsTold() {
        byte[] body = "{\"error\":{\"message\":\"no such model\",\"type\":\"x\"}}".getBytes(UTF_8);

        ErrorReply reply = Given.DIALECT.error(new Failure.Rejected(404, "application/json", body, Map.of()), "r-1");

        assertThat(new String(reply.body(), UTF_8)).isEqualTo("{\"error\":\"no such model\"}");
    }

    @Test
    void theObserverOnlyWordsFailures() {
        StreamObserver observer = Given.DIALECT.observer();
        byte[] line = "{}".getBytes(UTF_8);

        assertThat(observer.observe(new Frame(null, line, line, 0, 2))).isEqualTo(Observation.UNREADABLE);
        assertThat(observer.observe(Frame.empty(line))).isEqualTo(Observation.NOTHING);
        assertThat(observer.complete()).isFalse();
        assertThat(observer.failureEvent(new Failure.Internal(), "r").name()).isNull();
        assertThat(new String(observer.failureEvent(new Failure.Internal(), "r").json(), UTF_8))
                .isEqualTo("{\"error\":\"Internal server error\"}");
        assertThat(Given.DIALECT.observeReply(line)).isEqualTo(Observation.UNREADABLE);
    }

    @Test
    void theHeadOfARequestIsRead() {
        RequestHead head = head("{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + "\"system\":\"not Anthropic's\",\"stream\":false}");

        assertThat(head.format()).isEqualTo(Format.OLLAMA);
        assertThat(head.model()).contains("p/m");
        assertThat(head.stream()).contains(false);
        assertThat(head.defect()).isEmpty();
    }

    @Test
    void aRequestWithoutMessagesIsDefect() {
        assertThat(head("{\"model\":\"p/m\",\"messages\":[]}").defect().map(Failure::message))
                .contains("Missing messages");
    }

    private static RequestHead head(String body) {
        return RequestReader.read(body.getBytes(UTF_8), Format.OLLAMA);
    }
}
