package io.omniroute.translation.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAI side of the specification's cases, where a copy of it is at hand. */
class OpenAiCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] SIZES = {1, 2, 3, 7, 64, Integer.MAX_VALUE / 2};

    private static List<JsonNode> cases(String member) throws IOException {
        Path folder = Path.of(System.getProperty("omniroute.shared", "../shared")).resolve("spec/translation/cases");
        assumeTrue(Files.isDirectory(folder), () -> "no specification at " + folder.toAbsolutePath());
        try (Stream<Path> files = Files.walk(folder)) {
            var all = new ArrayList<JsonNode>();
            for (Path file : files.filter(it -> it.toString().matches(".*-\\d+\\.json")).sorted().toList()) {
                JsonNode test = JSON.readTree(file.toFile());
                if (test.path(member).asText().equals("openai")) {
                    all.add(test);
                }
            }
            assertThat(all).isNotEmpty();
            return all;
        }
    }

    @Test
    void everyClientRequestReachesAnUpstreamAsTheVendorDocumentsIt() throws IOException {
        for (JsonNode test : cases("client_format")) {
            String id = test.path("id").asText();
            ChatRequest request = Chats.DIALECT.decodeRequest(body(test.path("client_request")), "alias", false);

            Json.Obj sent = Chats.encoded(request, Chats.openAi());

            assertThat(Oracle.of("openai/chat-request").objections(JsonText.write(sent))).as(id).isEmpty();
        }
    }

    @Test
    void everyAnswerReachesAClientAsTheVendorDocumentsIt() throws IOException {
        for (JsonNode test : cases("upstream_format")) {
            JsonNode answer = test.path("upstream_response");
            if (answer.has("body") && answer.path("status").asInt() == 200) {
                byte[] body = answer.path("body").toString().getBytes(UTF_8);

                byte[] written = Chats.DIALECT.encodeReply(
                        Chats.DIALECT.decodeReply(body, Chats.answering()), Chats.answering());
                byte[] sanitised = new Sanitiser(Chats.IDS, "m", 1, true).body(body);

                for (byte[] reply : List.of(written, sanitised)) {
                    assertThat(Oracle.of("openai/chat-response").objections(new String(reply, UTF_8)))
                            .as(test.path("id").asText()).isEmpty();
                }
            }
        }
    }

    @Test
    void everyStreamReachesAClientAsTheVendorDocumentsIt() throws IOException {
        for (JsonNode test : cases("upstream_format")) {
            byte[] stream = stream(test.path("upstream_stream"));
            if (stream.length > 0) {
                String id = test.path("id").asText();
                List<ChatEvent> whole = events(stream, Integer.MAX_VALUE / 2);
                for (int size : SIZES) {
                    assertThat(events(stream, size)).as(id).isEqualTo(whole);
                }
                Chunks.check(id, Chats.client(false, whole));
                Chunks.check(id, Chats.client(true, whole));
                Chunks.check(id, sanitised(stream));
            }
        }
    }

    private static List<ChatEvent> events(byte[] stream, int size) {
        return Chats.run(Chats.DIALECT.decoder(Chats.answering()), Chats.frames(stream, size));
    }

    private static List<String> sanitised(byte[] stream) {
        return Chats.run(new Sanitiser(Chats.IDS, "m", 1, false).stream(), Chats.frames(stream, 64)).stream()
                .filter(Frame::hasData).map(Frame::dataText).toList();
    }

    private static byte[] stream(JsonNode stream) {
        var sse = new StringBuilder(stream.path("raw_text").asText(""));
        for (JsonNode event : stream.path("events")) {
            JsonNode data = event.path("data");
            sse.append("data: ").append(data.isTextual() ? data.asText() : data.toString()).append("\n\n");
        }
        return sse.toString().getBytes(UTF_8);
    }

    private static Json.Obj body(JsonNode request) {
        return (Json.Obj) JsonText.parse(request.toString()).orElseThrow();
    }
}
