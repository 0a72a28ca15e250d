package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.DIALECT;
import static io.omniroute.translation.responses.Given.answering;
import static io.omniroute.translation.responses.Given.read;
import static io.omniroute.translation.responses.Given.run;
import static io.omniroute.translation.responses.Given.sse;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shared conformance cases, as far as one dialect by itself can answer for them. */
class SharedExamplesTest {
    private static final Path CASES = Path.of(System.getProperty("omniroute.shared", "../shared"),
            "spec/translation/cases");
    private static final Oracle REQUEST = Oracle.of("openai/responses-request");
    private static final Oracle RESPONSE = Oracle.of("openai/responses-response");

    static Stream<Json.Obj> cases() throws IOException {
        return Files.exists(CASES) ? Files.walk(CASES).filter(it -> it.getParent().getFileName().toString()
                .contains("responses")).filter(Files::isRegularFile).sorted().map(SharedExamplesTest::load)
                : Stream.of();
    }

    static Stream<Json.Obj> answers() throws IOException {
        return cases().filter(it -> upstream(it) && it.has("upstream_response"));
    }

    static Stream<Json.Obj> streams() throws IOException {
        return cases().filter(it -> upstream(it) && it.has("upstream_stream"));
    }

    static Stream<Json.Obj> requests() throws IOException {
        return cases().filter(it -> it.text("client_format").filter("openai-responses"::equals).isPresent()
                && !it.has("expected_client_error") && !upstream(it));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("requests")
    void clientsRequestComesOutAgainAsTheVendorWantsIt(Json.Obj example) {
        var request = DIALECT.decodeRequest(example.object("client_request").orElseThrow(), "alias", false);

        String body = Given.text(DIALECT.encodeRequest(request, Given.target(false)).body());

        assertThat(REQUEST.objections(body)).as(body).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("answers")
    void answerSurvivesTheWayThroughTheHub(Json.Obj example) {
        byte[] body = JsonText
                .bytes(example.object("upstream_response").flatMap(it -> it.object("body")).orElseThrow());

        ChatReply reply = DIALECT.decodeReply(body, answering());
        byte[] written = DIALECT.encodeReply(reply, answering());

        assertThat(RESPONSE.objections(Given.text(written))).as(Given.text(written)).isEmpty();
        assertThat(DIALECT.decodeReply(written, answering())).isEqualTo(reply);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void streamSurvivesTheWayThroughTheHubInAnyCutting(Json.Obj example) {
        byte[] bytes = stream(example.object("upstream_stream").orElseThrow());
        List<ChatEvent> events = read(bytes, 64, answering());

        var written = run(DIALECT.encoder(answering()), events);
        EventRules.check(written);

        assertThat(read(sse(written), 7, answering())).isEqualTo(events);
        for (int size : List.of(1, 2, 3, 7, 1000)) {
            assertThat(read(bytes, size, answering())).isEqualTo(events);
        }
    }

    @Test
    void storedStateIsRefused() {
        var refused = Given.refusal(() -> Given.decoded("{'input':'q','previous_response_id':'resp_1'}"));

        assertThat(refused.param()).isEqualTo("previous_response_id");
        assertThat(refused.code()).isEqualTo("unsupported_parameter");
    }

    private static boolean upstream(Json.Obj example) {
        return example.text("upstream_format").filter("openai-responses"::equals).isPresent();
    }

    private static byte[] stream(Json.Obj stream) {
        var text = new StringBuilder();
        stream.elements("events").forEach(it -> {
            var event = (Json.Obj) it;
            event.text("event").ifPresent(name -> text.append("event: ").append(name).append('\n'));
            text.append("data: ").append(JsonText.write(event.get("data").orElseThrow())).append("\n\n");
        });
        return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Json.Obj load(Path file) {
        try {
            return (Json.Obj) Given.json(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
