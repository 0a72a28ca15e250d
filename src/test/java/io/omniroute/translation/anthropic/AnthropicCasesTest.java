package io.omniroute.translation.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** This dialect's half of the specification's cases, where a copy of it is at hand. */
class AnthropicCasesTest {
    @Test
    void requestsOfClientsAreUnderstoodOrRefusedAsExpected() throws IOException {
        for (Json.Obj test : cases("claude-")) {
            Json.Obj body = test.object("client_request").orElse(Json.Obj.EMPTY);
            if (test.whole("expected_upstream_calls").equals(Optional.of(0L))) {
                assertThatThrownBy(() -> Hub.DIALECT.decodeRequest(body, "m", false)).as(id(test))
                        .isInstanceOf(GatewayException.class);
                continue;
            }
            var request = Hub.DIALECT.decodeRequest(body, "m", false);
            String written = new String(Hub.DIALECT.encodeRequest(request, Hub.target(Hub.BUDGET)).body(), UTF_8);

            assertThat(Oracle.of("anthropic/messages-request").objections(written)).as(id(test)).isEmpty();
        }
    }

    @Test
    void answersOfUpstreamsAreUnderstood() throws IOException {
        for (Json.Obj test : cases("-claude")) {
            Optional<Json.Obj> body = test.object("upstream_response").flatMap(it -> it.object("body"))
                    .filter(it -> it.has("content"));
            if (body.isPresent()) {
                ChatReply reply = Hub.DIALECT.decodeReply(JsonText.bytes(body.get()), Hub.answering());
                String written = new String(Hub.DIALECT.encodeReply(reply, Hub.answering()), UTF_8);

                assertThat(Oracle.of("anthropic/messages-response").objections(written)).as(id(test)).isEmpty();
            }
        }
    }

    @Test
    void streamsOfUpstreamsEndAsExpected() throws IOException {
        for (Json.Obj test : cases("-claude")) {
            Optional<Json.Obj> stream = test.object("upstream_stream");
            if (stream.isEmpty()) {
                continue;
            }
            byte[] bytes = sse(stream.get()).getBytes(UTF_8);
            List<ChatEvent> events = Hub.run(Hub.DIALECT.decoder(Hub.answering()), Hub.frames(bytes, 7));

            boolean broken = String.valueOf(test.get("expected_client_stream")).contains("/error");
            assertThat(events.getLast()).as(id(test)).isInstanceOf(broken ? ChatEvent.Failed.class
                    : ChatEvent.Ended.class);
            assertThat(Hub.run(Hub.DIALECT.encoder(Hub.answering()), events)).allSatisfy(event -> assertThat(
                    Oracle.of("anthropic/messages-event").objections(new String(event.json(), UTF_8))).isEmpty());
        }
    }

    private static String sse(Json.Obj stream) {
        var text = new StringBuilder(stream.text("raw_text").orElse(""));
        for (Json element : stream.elements("events")) {
            Json.Obj event = (Json.Obj) element;
            event.text("event").ifPresent(name -> text.append("event: ").append(name).append('\n'));
            text.append("data: ").append(JsonText.write(event.get("data").orElse(Json.Literal.NULL))).append("\n\n");
        }
        return text.toString();
    }

    private static String id(Json.Obj test) {
        return test.text("id").orElse("");
    }

    /** @param part of the folder's name */
    private static List<Json.Obj> cases(String part) throws IOException {
        Path cases = Path.of(System.getProperty("omniroute.shared", "../shared")).resolve("spec/translation/cases");
        assumeTrue(Files.isDirectory(cases), () -> "no specification at " + cases.toAbsolutePath());
        try (Stream<Path> files = Files.walk(cases)) {
            return files.filter(it -> it.getParent().getFileName().toString().contains(part))
                    .filter(it -> !it.getParent().endsWith("claude-claude")) // those bodies are never translated
                    .filter(it -> it.toString().endsWith(".json")).sorted().map(AnthropicCasesTest::parsed).toList();
        }
    }

    private static Json.Obj parsed(Path file) {
        try {
            return (Json.Obj) JsonText.parse(Files.readAllBytes(file)).orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
