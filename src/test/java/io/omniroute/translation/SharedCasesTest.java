package io.omniroute.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.domain.Format;
import io.omniroute.domain.stream.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same-format cases of the specification, where a copy of it is at hand. */
class SharedCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"openai-openai,openai", "claude-claude,claude", "gemini-gemini,gemini",
            "responses-responses,openai-responses"})
    void sameFormatCasesHold(String folder, String format) throws IOException {
        Path cases = Path.of(System.getProperty("omniroute.shared", "../shared")).resolve("spec/translation/cases")
                .resolve(folder);
        assumeTrue(Files.isDirectory(cases), () -> "no specification at " + cases.toAbsolutePath());
        List<Path> files;
        try (var listed = Files.list(cases)) {
            files = listed.sorted().toList();
        }

        assertThat(files).isNotEmpty();
        for (Path file : files) {
            check(JSON.readTree(file.toFile()), Format.of(format).orElseThrow());
        }
    }

    private static void check(JsonNode test, Format format) throws IOException {
        String id = test.path("id").asText();
        String text = test.path("client_request_text").asText(test.path("client_request").toString());
        RequestHead head = RequestReader.read(text.getBytes(UTF_8), format);
        byte[] upstream = SameDialectEdit.apply(text.getBytes(UTF_8), head,
                test.at("/route/upstream_model").asText(), test.path("client_stream").asBoolean());
        if (test.has("expected_upstream_request_text")) {
            assertThat(new String(upstream, UTF_8)).as(id)
                    .isEqualTo(test.path("expected_upstream_request_text").asText());
        }
        if (editsOnly(test)) {
            checkUpstreamRequest(id, test, JSON.readTree(upstream));
        }
        checkAnswer(id, test, Dialects.of(format));
    }

    /** Roles are normalised by a later stage, not by the short cut. */
    private static boolean editsOnly(JsonNode test) {
        return !test.path("source").path("rules").toString().contains("R-2");
    }

    private static void checkUpstreamRequest(String id, JsonNode test, JsonNode upstream) {
        for (JsonNode check : test.at("/expected_upstream_request/assert")) {
            if (check.path("op").asText().equals("equals")) {
                assertThat(upstream.at(check.path("path").asText())).as(id).isEqualTo(check.path("value"));
            }
        }
    }

    private static void checkAnswer(String id, JsonNode test, Dialect dialect) {
        JsonNode events = test.at("/upstream_stream/events");
        if (events.isMissingNode()) {
            Observation seen = dialect.observeReply(test.at("/upstream_response/body").toString().getBytes(UTF_8));
            assertThat(seen.content() && seen.finished() && seen.usage() != null && seen.failure() == null).as(id)
                    .isEqualTo(!test.at("/upstream_response/body").toString().contains("\"usage\":null"));
            return;
        }
        var sse = new StringBuilder();
        for (JsonNode event : events) {
            sse.append(event.has("event") ? "event: " + event.path("event").asText() + "\n" : "").append("data: ")
                    .append(event.path("data").isTextual() ? event.path("data").asText() : event.path("data"))
                    .append("\n\n");
        }
        StreamObserver observer = dialect.observer();
        List<Observation> seen = new ArrayList<>();
        GoldenObservationTest.frames(sse.toString().getBytes(UTF_8), 7).forEach(f -> seen.add(observer.observe(f)));
        assertThat(seen).as(id).anyMatch(Observation::content).noneMatch(Observation::unreadable);
        assertThat(observer.complete()).as(id).isTrue();
    }
}
