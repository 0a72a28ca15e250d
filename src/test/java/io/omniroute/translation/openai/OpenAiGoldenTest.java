package io.omniroute.translation.openai;

import static io.omniroute.translation.openai.Chats.DIALECT;
import static io.omniroute.translation.openai.Chats.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams as compatible servers send them, with their hub events, what a client of this dialect gets of those, and what
 * the repair makes of the frames; requests with their hub form and what goes out. {@code -Dgolden.write=true} writes
 * what is expected anew.
 */
class OpenAiGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/openai");

    static Stream<Path> streams() throws IOException {
        return files("streams", ".stream.txt");
    }

    static Stream<Path> requests() throws IOException {
        return files("requests", ".in.json");
    }

    private static Stream<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
            return files.filter(it -> it.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamIsReadWrittenAndRepaired(Path stream) throws IOException {
        byte[] bytes = Files.readAllBytes(stream);

        List<ChatEvent> events = events(Chats.frames(bytes, bytes.length));
        List<String> client = Chats.client(true, events);
        List<String> repaired = Chats.run(new Sanitiser(Chats.IDS, "asked", 99, true).stream(),
                Chats.frames(bytes, bytes.length)).stream().filter(Frame::hasData).map(Frame::dataText).toList();

        Chunks.check(stream.toString(), client);
        expect(stream, ".events.txt", events.stream().map(Object::toString).toList());
        expect(stream, ".client.txt", client);
        expect(stream, ".repaired.txt", repaired);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cuttingTheBytesElsewhereChangesNothing(Path stream) throws IOException {
        byte[] bytes = Files.readAllBytes(stream);
        List<ChatEvent> whole = events(Chats.frames(bytes, bytes.length));
        var random = new Random(11);

        for (int i = 0; i < 40; i++) {
            assertThat(events(Chats.frames(bytes, 1 + random.nextInt(200)))).isEqualTo(whole);
        }
    }

    private static List<ChatEvent> events(List<Frame> frames) {
        return Chats.run(DIALECT.decoder(answering()), frames);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsReadAndWritten(Path request) throws IOException {
        Json.Obj body = (Json.Obj) JsonText.parse(Files.readAllBytes(request)).orElseThrow();

        ChatRequest asked = DIALECT.decodeRequest(body, "alias", true);
        Encoded sent = DIALECT.encodeRequest(asked, Chats.openAi());

        String text = new String(sent.body(), StandardCharsets.UTF_8);
        assertThat(Oracle.of("openai/chat-request").objections(text)).isEmpty();
        expect(request, ".hub.txt", shown(asked));
        expect(request, ".sent.txt", List.of(text, "dropped " + sent.dropped()));
    }

    private static List<String> shown(ChatRequest request) {
        var lines = new ArrayList<String>();
        request.messages().forEach(message -> lines.add(message.toString()));
        request.tools().forEach(tool -> lines.add(tool.toString()));
        lines.add(request.withMessages(List.of()).toBuilder().tools(List.of()).build().toString());
        return lines;
    }

    private static void expect(Path input, String ending, List<String> lines) throws IOException {
        String name = input.getFileName().toString();
        Path expected = input.resolveSibling(name.substring(0, name.indexOf('.')) + ending);
        if (Boolean.getBoolean("golden.write")) {
            Files.write(expected, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(expected));
    }
}
