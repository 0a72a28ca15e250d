package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.DIALECT;
import static io.omniroute.translation.responses.Given.answering;
import static io.omniroute.translation.responses.Given.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests, answers and streams in files. */
class GoldenTranslationTest {
    static Stream<Path> requests() {
        return Golden.files("requests", ".in.json");
    }

    static Stream<Path> replies() {
        return Golden.files("replies", ".in.json");
    }

    static Stream<Path> streams() {
        return Stream.concat(Golden.files("streams", ".stream"), Golden.files(".", ".sse"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestMeansInTheHubWhatTheFileSays(Path file) {
        ChatRequest request = DIALECT.decodeRequest((Json.Obj) Given.json(Golden.read(file)), "alias", true);

        Golden.check(file, ".hub.txt", Golden.lines(Shown.request(request)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestGoesOutAgainAsTheFileSays(Path file) {
        ChatRequest request = DIALECT.decodeRequest((Json.Obj) Given.json(Golden.read(file)), "alias", true);

        var encoded = DIALECT.encodeRequest(request, Given.target(true));

        assertThat(Oracle.of("openai/responses-request").objections(Given.text(encoded.body()))).isEmpty();
        Golden.check(file, ".out.txt", Given.text(encoded.body()) + "\ndropped " + encoded.dropped() + "\n");
    }

    @ParameterizedTest
    @MethodSource("replies")
    void answerMeansInTheHubWhatTheFileSays(Path file) {
        var reply = DIALECT.decodeReply(Golden.read(file).getBytes(StandardCharsets.UTF_8), answering());

        Golden.check(file, ".hub.txt", Golden.lines(Shown.reply(reply)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamMeansInTheHubWhatTheFileSays(Path file) {
        Golden.check(file, ".events.txt", Golden.lines(read(Golden.read(file))));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cuttingTheBytesElsewhereChangesNothing(Path file) {
        byte[] bytes = Golden.read(file).getBytes(StandardCharsets.UTF_8);
        List<ChatEvent> whole = read(bytes, bytes.length, answering());

        for (int size = 1; size < 70; size++) {
            assertThat(read(bytes, size, answering())).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void whatTheStreamMeansIsALegalStreamForAClient(Path file) {
        List<ChatEvent> events = read(Golden.read(file));

        EventRules.check(Given.written(events, answering()));
        EventRules.check(Given.written(events, Given.sealed()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void damagedStreamNeverThrowsAndEndsOnce(Path file) {
        byte[] bytes = Golden.read(file).getBytes(StandardCharsets.UTF_8);
        var random = new Random(11);
        for (int run = 0; run < 200; run++) {
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }

            List<ChatEvent> events = read(damaged, 64, answering());

            assertThat(events.stream().filter(it -> it instanceof ChatEvent.Ended || it instanceof ChatEvent.Failed))
                    .as(new String(damaged, StandardCharsets.UTF_8)).hasSize(1);
            assertThat(events.stream().filter(ChatEvent.Started.class::isInstance).count()).isLessThan(2);
            Given.written(events, answering());
        }
    }
}
