package io.omniroute.translation.kiro;

import static io.omniroute.translation.kiro.Kiro.frame;
import static io.omniroute.translation.kiro.Kiro.play;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Json;
import io.omniroute.translation.ToolNames;
import io.omniroute.upstream.framing.Cuts;
import io.omniroute.upstream.framing.EventStreamBytes;
import io.omniroute.upstream.framing.EventStreamFraming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KiroStreamDecoderTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/kiro");

    static Stream<Path> recordings() throws IOException {
        return Files.list(GOLDEN).filter(file -> file.toString().endsWith(".events.txt")).sorted();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void eventsMeanWhatTheGoldenFileSays(Path recording) throws IOException {
        List<ChatEvent> events = play(Cuts.of(new EventStreamFraming(), bytes(recording)).frames());

        assertThat(events.stream().map(ChatEvent::toString)).isEqualTo(Files.readAllLines(
                recording.resolveSibling(recording.getFileName().toString().replace(".events.", ".hub."))));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void cuttingTheBytesElsewhereChangesNothing(Path recording) throws IOException {
        byte[] bytes = bytes(recording);
        List<ChatEvent> whole = play(Cuts.of(new EventStreamFraming(), bytes).frames());

        for (int size : new int[]{1, 2, 3, 7, 64}) {
            assertThat(play(Cuts.of(new EventStreamFraming(), bytes, size).frames())).isEqualTo(whole);
        }
    }

    /** Lines of a name and a JSON payload. */
    private static byte[] bytes(Path recording) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (String line : Files.readAllLines(recording)) {
            String name = line.substring(0, line.indexOf(' '));
            String payload = line.substring(line.indexOf(' ') + 1);
            bytes.writeBytes(name.startsWith("exception:")
                    ? EventStreamBytes.exception(name.substring(10), payload)
                    : EventStreamBytes.event(name, payload));
        }
        return bytes.toByteArray();
    }

    @Test
    void recordedWireGivesTextCallAndFinish() throws IOException {
        byte[] bytes = Cuts.bytes(Json.tree(Files.readAllBytes(GOLDEN.resolve("wire.json"))).at("/stream/hex")
                .asText());

        List<ChatEvent> events = play(Cuts.of(new EventStreamFraming(), bytes).frames());

        assertThat(events).contains(new ChatEvent.TextPiece(0, "Hello"), new ChatEvent.TextPiece(0, ", wörld ✓"));
        assertThat(arguments(events, 0)).isEqualTo("{\"city\":\"Oslo\"}");
        assertThat(finish(events)).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(events.getLast()).isEqualTo(new ChatEvent.Ended());
    }

    @ParameterizedTest
    @CsvSource({"exception:ThrottlingException,429", "exception:AccessDeniedException,403",
            "exception:ValidationException,400", "exception:ServiceQuotaExceededException,429",
            "exception:InternalServerException,502", "exception:,502", "error:ThrottlingException,429",
            "exception:com.amazon#ThrottlingException,429"})
    void exceptionIsAFailureWithItsStatus(String name, int status) {
        assertThat(play(frame(name, "{\"message\":\"why\"}"))).containsExactly(new ChatEvent.Failed(status, "why"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"Message\":\"big\"}|big", "{}|the provider reported an error",
            "just words|just words", "''|the provider reported an error", "' '|the provider reported an error",
            "<html>no</html>|the provider reported an error", "{\"message\":\" \"}|the provider reported an error"})
    void messageOfAnErrorIsFoundWhereItIs(String payload, String message) {
        assertThat(play(frame("error:Any", payload))).containsExactly(new ChatEvent.Failed(502, message));
    }

    @Test
    void nothingCountsBehindAFailure() {
        assertThat(play(frame("exception:X", "{}"), frame("assistantResponseEvent", "{\"content\":\"a\"}"),
                frame("exception:X", "{}"))).hasSize(1);
    }

    @Test
    void stateThatIsInvalidIsAFailure() {
        assertThat(play(frame("assistantResponseEvent", "{\"content\":\"a\"}"),
                frame("invalidStateEvent", "{\"reason\":\"R\",\"message\":\"lost\"}")))
                .last().isEqualTo(new ChatEvent.Failed(502, "lost"));
    }

    @Test
    void endBehindContentIsRegular() {
        List<ChatEvent> events = play(frame("assistantResponseEvent", "{\"content\":\" \"}"));

        assertThat(events.subList(1, events.size())).extracting(it -> it.getClass().getSimpleName())
                .containsExactly("TextPiece", "Finished", "Ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contextUsageEvent", "meteringEvent", "supplementaryWebLinksEvent", "followupPromptEvent",
            "messageMetadataEvent", "somethingNew"})
    void endWithoutContentIsABrokenAnswer(String name) {
        List<ChatEvent> events = play(frame(name, "{\"contextUsagePercentage\":1.5}"));

        assertThat(events).hasSize(2).last().isEqualTo(new ChatEvent.Failed(502, "upstream ended the stream early"));
    }

    @Test
    void silenceIsABrokenAnswer() {
        assertThat(play()).containsExactly(new ChatEvent.Failed(502, "upstream ended the stream early"));
    }

    @Test
    void emptyAnswerWithItsStopEventIsRegular() {
        List<ChatEvent> events = play(frame("messageStopEvent", ""));

        assertThat(finish(events)).isEqualTo(FinishReason.STOP);
        assertThat(events.getLast()).isEqualTo(new ChatEvent.Ended());
    }

    @Test
    void usageMayComeBehindTheStopEventAndContentMayNot() {
        List<ChatEvent> events = play(frame("assistantResponseEvent", "{\"content\":\"a\"}"),
                frame("messageStopEvent", "{}"), frame("assistantResponseEvent", "{\"content\":\"b\"}"),
                frame("toolUseEvent", "{\"toolUseId\":\"t\",\"name\":\"f\"}"), frame("messageStopEvent", "{}"),
                frame("metricsEvent", "{\"inputTokens\":9,\"outputTokens\":4}"));

        assertThat(events.stream().skip(2)).extracting(it -> it.getClass().getSimpleName()).containsExactly("Finished",
                "Counted", "Ended");
    }

    @Test
    void usageIsMergedAndToldWhenItChanges() {
        List<ChatEvent> events = play(frame("usageEvent", "{\"inputTokens\":9}"),
                frame("metricsEvent", "{\"metricsEvent\":{\"outputTokens\":4}}"),
                frame("metricsEvent", "{\"inputTokens\":9,\"outputTokens\":4}"), frame("metricsEvent", "{}"),
                frame("metricsEvent", "{\"inputTokens\":-1,\"outputTokens\":\"x\"}"));

        assertThat(events.stream().filter(ChatEvent.Counted.class::isInstance)).containsExactly(
                new ChatEvent.Counted(new Usage(9, 0)), new ChatEvent.Counted(new Usage(9, 4)));
    }

    @Test
    void interleavedCallsKeepApart() {
        List<ChatEvent> events = play(call("a", "\"{\""), call("b", "\"[\""), call("a", "\"}\""), call("b", "\"]\""));

        assertThat(arguments(events, 0)).isEqualTo("{}");
        assertThat(arguments(events, 1)).isEqualTo("[]");
        assertThat(events.stream().filter(ChatEvent.CallOpened.class::isInstance)).hasSize(2);
    }

    @Test
    void objectInputIsTakenOnce() {
        List<ChatEvent> events = play(call("a", "{\"x\":1.50}"), call("a", "{\"x\":1.50}"), call("a", "\"more\""));

        assertThat(arguments(events, 0)).isEqualTo("{\"x\":1.50}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"\"", "null"})
    void emptyInputIsAnEmptyObjectAtTheStopOrAtTheEnd(String input) {
        assertThat(arguments(play(call("a", input)), 0)).isEqualTo("{}");
        assertThat(arguments(play(call("a", input), frame("toolUseEvent",
                "{\"toolUseId\":\"a\",\"stop\":true}"), call("a", "\"late\"")), 0)).isEqualTo("{}");
        assertThat(arguments(play(call("a", input), call("a", "\"{\\\"x\\\":1}\"")), 0)).isEqualTo("{\"x\":1}");
    }

    @Test
    void callWithoutAnIdGetsOneAndItsPiecesFindIt() {
        List<ChatEvent> events = play(frame("toolUseEvent", "{\"name\":\"f\",\"input\":\"{\"}"),
                frame("toolUseEvent", "{\"input\":\"}\",\"stop\":true}"), frame("toolUseEvent", "{\"name\":\"g\"}"));

        List<ChatEvent.CallOpened> opened = opened(events);
        assertThat(opened).extracting(ChatEvent.CallOpened::name).containsExactly("f", "g");
        assertThat(opened).extracting(ChatEvent.CallOpened::id).doesNotHaveDuplicates()
                .allMatch(id -> id.matches("call_[A-Za-z0-9]{24}"));
        assertThat(arguments(events, 0)).isEqualTo("{}");
    }

    @Test
    void severalCallsMayComeInOneEvent() {
        List<ChatEvent> events = play(frame("toolUseEvent",
                "[{\"toolUseId\":\"a\",\"name\":\"f\",\"input\":{\"x\":1}},{\"toolUseId\":\"b\",\"name\":\"g\"},7]"));

        assertThat(opened(events)).extracting(ChatEvent.CallOpened::id).containsExactly("a", "b");
        assertThat(arguments(events, 1)).isEqualTo("{}");
    }

    @Test
    void toolIsCalledByTheClientsName() {
        var names = new ToolNames(Map.of("a.b", "a_b"), Map.of("a_b", "a.b"), Set.of());

        List<ChatEvent> events = play(new KiroDialect().decoder(Kiro.answering(names)),
                List.of(frame("toolUseEvent", "{\"toolUseId\":\"t\",\"name\":\"a_b\"}")));

        assertThat(opened(events).getFirst().name()).isEqualTo("a.b");
    }

    @Test
    void unreadablePayloadIsReportedAndSkipped() {
        List<ChatEvent> events = play(frame("assistantResponseEvent", "no json"),
                frame("assistantResponseEvent", "{\"content\":\"a\"}"), frame("codeEvent", "{\"content\":\"b\"} x"));

        assertThat(events).extracting(it -> it.getClass().getSimpleName()).containsExactly("Unreadable", "Started",
                "TextPiece", "Unreadable", "Finished", "Ended");
    }

    @Test
    void htmlDocumentIsAFailure() {
        assertThat(play(frame("assistantResponseEvent", "<!doctype html><p>"))).containsExactly(
                new ChatEvent.Failed(502, "the provider answered with an HTML document"));
    }

    @Test
    void brokenCharactersAreReplaced() {
        byte[] payload = "{\"content\":\"a?b\"}".getBytes(UTF_8);
        payload[13] = (byte) 0xFF;

        assertThat(play(new Frame("assistantResponseEvent", payload, payload, 0, payload.length)))
                .contains(new ChatEvent.TextPiece(0, "a\uFFFDb"));
    }

    @Test
    void frameWithoutNameAndDataSaysNothing() {
        assertThat(play(Frame.empty(new byte[16]))).hasSize(1);
    }

    @Test
    void oneMomentCanBePlayedTwice() {
        var state = new KiroDialect().decoder(Kiro.answering(ToolNames.SAME)).on(call("a", "\"{\"")).next();

        var left = state.on(call("b", "\"x\""));
        var right = state.on(call("a", "\"}\""));

        assertThat(left.out()).hasSize(2);
        assertThat(right.out()).containsExactly(new ChatEvent.CallPiece(0, 0, "}"));
        assertThat(state.on(call("b", "\"x\"")).out()).isEqualTo(left.out());
    }

    @Test
    void garbageNeverThrowsAndEndsOnce() {
        var random = new Random(3);
        String[] names = {"assistantResponseEvent", "toolUseEvent", "metricsEvent", "messageStopEvent", "error:x", "",
                "reasoningContentEvent", "other"};
        String[] payloads = {"{}", "[]", "[[{}]]", "7", "\"x\"", "{\"content\":7}", "{\"content\":\"a\"}",
                "{\"toolUseId\":7,\"name\":[],\"input\":[1]}", "{\"toolUseId\":\"a\",\"input\":\"x\",\"stop\":true}",
                "{",
                "", "{\"toolUseEvent\":{\"toolUseId\":\"n\"}}", "{\"inputTokens\":1e400,\"outputTokens\":2}"};
        for (int run = 0; run < 3_000; run++) {
            var frames = new ArrayList<Frame>();
            for (int i = random.nextInt(12); i > 0; i--) {
                frames.add(frame(names[random.nextInt(random.nextInt(4) == 0 ? 8 : 4)],
                        payloads[random.nextInt(payloads.length)]));
            }

            List<ChatEvent> events = play(frames);

            assertThat(events.stream().filter(it -> it instanceof ChatEvent.Ended || it instanceof ChatEvent.Failed))
                    .hasSize(1).containsExactly(events.getLast());
            assertThat(events.stream().filter(ChatEvent.Started.class::isInstance).count()).isLessThanOrEqualTo(1);
            assertThat(events.stream().filter(ChatEvent.Finished.class::isInstance).count()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void longArgumentsCostNoMoreThanTheirLength() {
        var piece = call("a", '"' + "x".repeat(100) + '"');
        var state = new KiroDialect().decoder(Kiro.answering(ToolNames.SAME));
        long start = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            state = state.on(piece).next();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void completeBodyIsAlwaysAFailure() {
        assertThat(failure("{\"__type\":\"com.amazon#ThrottlingException\",\"message\":\"slow down\"}"))
                .isEqualTo(new Failure.Broken(429, "slow down"));
        assertThat(failure("{\"message\":\"why\",\"reason\":\"R\"}")).isEqualTo(new Failure.Broken(502, "why"));
        for (String body : List.of("", "{}", "[1]", "<html>", "{\"__type\":7,\"message\":{}}")) {
            assertThat(failure(body)).isEqualTo(
                    new Failure.Broken(502, "the provider answered with no event stream"));
        }
    }

    @Test
    void dialectIsListedUnderItsFormat() {
        assertThat(new KiroDialect().format()).isEqualTo(Format.KIRO);
    }

    private static Failure failure(String body) {
        var failure = new Failure[1];
        assertThatThrownBy(
                () -> new KiroDialect().decodeReply(body.getBytes(UTF_8), Kiro.answering(ToolNames.SAME)))
                .isInstanceOfSatisfying(GatewayException.class, e -> failure[0] = e.failure());
        return failure[0];
    }

    private static Frame call(String id, String input) {
        return frame("toolUseEvent", "{\"toolUseId\":\"" + id + "\",\"name\":\"f\",\"input\":" + input + "}");
    }

    private static List<ChatEvent.CallOpened> opened(List<ChatEvent> events) {
        return events.stream().filter(ChatEvent.CallOpened.class::isInstance).map(ChatEvent.CallOpened.class::cast)
                .toList();
    }

    private static String arguments(List<ChatEvent> events, int call) {
        var arguments = new StringBuilder();
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.CallPiece piece && piece.call() == call) {
                arguments.append(piece.arguments());
            }
        }
        return arguments.toString();
    }

    private static FinishReason finish(List<ChatEvent> events) {
        return events.stream().filter(ChatEvent.Finished.class::isInstance)
                .map(it -> ((ChatEvent.Finished) it).finish().reason()).findFirst().orElseThrow();
    }
}
