package io.omniroute.translation.cursor;

import static io.omniroute.translation.cursor.Cursor.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Json;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.cursor.wire.CursorWire.AnswerPiece;
import io.omniroute.translation.cursor.wire.CursorWire.CallPiece;
import io.omniroute.translation.cursor.wire.CursorWire.ChatPiece;
import io.omniroute.upstream.framing.ConnectFraming;
import io.omniroute.upstream.framing.Cuts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorStreamDecoderTest {
    private static final Frame END = frame("trailer", "{}".getBytes(UTF_8));
    private static final ToolNames NAMES = Cursor.encode(Cursor.asks(Cursor.says(
            io.omniroute.domain.chat.Role.USER, "u")).tool(Cursor.function("f", ""))
            .tool(Cursor.function("search", "")).tool(Cursor.function("mcp__github__search", ""))
            .tool(Cursor.function("mcp__github__issues", ""))).names();

    private static JsonNode wire() throws IOException {
        return Json.tree(Files.readAllBytes(Path.of("src/test/resources/golden/cursor/wire.json")));
    }

    @Test
    void recordedWireGivesThoughtsTextAndCallHoweverItIsCut() throws IOException {
        byte[] bytes = Cuts.bytes(wire().at("/stream/hex").asText());

        for (int size : new int[]{1, 2, 3, 7, 64, bytes.length}) {
            List<ChatEvent> events = play(Cuts.of(new ConnectFraming(), bytes, size).frames());

            assertThat(events).containsExactly(started(), new ChatEvent.ReasoningPiece(0, "Let me look."),
                    new ChatEvent.TextPiece(0, "Hi"),
                    new ChatEvent.TextPiece(0, " there, this frame was gzip-compressed"),
                    new ChatEvent.CallOpened(0, 0, "call_9", "read_file", false, Optional.empty()),
                    new ChatEvent.CallPiece(0, 0, "{\"path\":"), new ChatEvent.CallPiece(0, 0, "\"a.txt\"}"),
                    finished(FinishReason.TOOL_CALLS), new ChatEvent.Ended());
        }
    }

    @Test
    void caseOfTheSpecificationHolds() {
        byte[] bytes = Cuts
                .bytes("00000000091207ca01040a02686d000000000812060a0448c3a979000000002e0a2c1a0974635f310a6d635f"
                        + "324a0c6d63705f637573746f6d5f665801da010e0a0c0a01661a077b2261223a317d02000000027b7d");

        assertThat(play(Cuts.of(new ConnectFraming(), bytes, 1).frames())).containsExactly(started(),
                new ChatEvent.ReasoningPiece(0, "hm"), new ChatEvent.TextPiece(0, "Héy"),
                new ChatEvent.CallOpened(0, 0, "tc_1", "f", false, Optional.empty()),
                new ChatEvent.CallPiece(0, 0, "{\"a\":1}"), finished(FinishReason.TOOL_CALLS), new ChatEvent.Ended());
    }

    static Stream<JsonNode> recordedErrors() throws IOException {
        return wire().path("errors").valueStream();
    }

    @ParameterizedTest
    @MethodSource("recordedErrors")
    void recordedErrorIsAFailure(JsonNode recorded) {
        List<ChatEvent> events = play(Cuts.of(new ConnectFraming(), Cuts.bytes(recorded.path("hex").asText()))
                .frames());

        assertThat(events).containsExactly(new ChatEvent.Failed(recorded.at("/expected/status").asInt(),
                recorded.at("/expected/message").asText()));
    }

    @ParameterizedTest
    @CsvSource({"resource_exhausted,429", "unauthenticated,401", "permission_denied,403", "invalid_argument,400",
            "internal,502", "'',502"})
    void codeIsAStatus(String code, int status) {
        String error = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"why\"}}";

        assertThat(play(frame("trailer", error.getBytes(UTF_8)))).containsExactly(new ChatEvent.Failed(status, "why"));
        assertThat(play(frame(null, error.getBytes(UTF_8)), END)).containsExactly(new ChatEvent.Failed(status, "why"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"error\":\"words\"}|words", "{\"error\":7}|the provider reported an error",
            "{\"error\":{}}|the provider reported an error", "{\"error\":\" \"}|the provider reported an error",
            "{\"error\":{\"message\":\"m\",\"details\":[7,{\"debug\":{\"details\":{\"title\":\"\",\"detail\":\"d\"}}}]}}|d",
            "{\"error\":{\"message\":\"m\",\"details\":[{\"debug\":{\"details\":{}}}]}}|m",
            "{\"error\":{\"message\":\"m\",\"details\":7}}|m"})
    void messageOfAnErrorIsFoundWhereItIs(String payload, String message) {
        assertThat(play(frame("trailer", payload.getBytes(UTF_8)))).containsExactly(
                new ChatEvent.Failed(502, message));
    }

    @Test
    void errorBehindContentIsAFailureToo() {
        List<ChatEvent> events = play(text("half"), frame("trailer", "{\"error\":{\"message\":\"m\"}}".getBytes(UTF_8)),
                text("never"));

        assertThat(events).last().isEqualTo(new ChatEvent.Failed(502, "m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"metadata\":{\"a\":[\"b\"]}}", "{\"error\":null}", ""})
    void trailerWithoutAnErrorEndsTheAnswer(String trailer) {
        assertThat(play(frame("trailer", trailer.getBytes(UTF_8)), text("late"))).containsExactly(started(),
                finished(FinishReason.STOP), new ChatEvent.Ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "x", "{\"a\":", "7"})
    void trailerThatIsNoObjectIsAFailure(String trailer) {
        assertThat(play(text("a"), frame("trailer", trailer.getBytes(UTF_8)))).last()
                .isEqualTo(new ChatEvent.Failed(502, "the provider sent a message that cannot be read"));
    }

    @Test
    void endBehindContentIsRegularAndAnyOtherIsNot() {
        assertThat(play(text("a"))).endsWith(finished(FinishReason.STOP), new ChatEvent.Ended());
        assertThat(play()).containsExactly(new ChatEvent.Failed(502, "upstream ended the stream early"));
        assertThat(play(frame(null, new byte[0]))).hasSize(1);
        assertThat(play(text(""))).containsExactly(started(),
                new ChatEvent.Failed(502, "upstream ended the stream early"));
    }

    static Stream<byte[]> unreadable() {
        return Stream.of("{}".getBytes(UTF_8), "{\"error\"".getBytes(UTF_8), new byte[]{0x12, 0x05, 0x0a},
                new byte[]{0x12, 0x04, 0x0a, 0x09, 'a', 'b'}, new byte[]{(byte) 0xFF}, new byte[]{0x00},
                new byte[]{0x12, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
                new byte[]{0x12, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80,
                        (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x01},
                deep());
    }

    /** Unknown groups nested a thousand times. */
    private static byte[] deep() {
        byte[] groups = new byte[1_000];
        Arrays.fill(groups, (byte) 0x1B);
        return groups;
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void messageThatCannotBeReadIsAFailureAndNotSkipped(byte[] payload) {
        assertThat(play(frame(null, payload), END)).containsExactly(
                new ChatEvent.Failed(502, "the provider sent a message that cannot be read"));
    }

    @Test
    void htmlDocumentIsAFailure() {
        assertThat(play(frame(null, "<html><body>".getBytes(UTF_8)))).containsExactly(
                new ChatEvent.Failed(502, "the provider answered with an HTML document"));
    }

    @Test
    void unknownFieldsOfAllWireTypesAreSkipped() {
        var field = UnknownFieldSet.Field.newBuilder().addVarint(-1).addFixed32(7).addFixed64(8)
                .addLengthDelimited(ByteString.copyFromUtf8("x"))
                .addGroup(UnknownFieldSet.newBuilder().addField(1,
                        UnknownFieldSet.Field.newBuilder().addVarint(1).build()).build())
                .build();
        var unknown = UnknownFieldSet.newBuilder().addField(99, field).addField(536_870_911, field).build();
        var piece = ChatPiece.newBuilder().setUnknownFields(unknown)
                .setAnswer(AnswerPiece.newBuilder().setText("a").setUnknownFields(unknown));

        assertThat(play(frame(null, piece.build().toByteArray()), END)).contains(new ChatEvent.TextPiece(0, "a"));
    }

    @Test
    void fieldOfAnotherTypeThanKnownIsSkipped() {
        byte[] payload = {0x10, 0x07, 0x08, 0x01}; // fields 2 and 1 as numbers

        assertThat(play(frame(null, payload), END)).containsExactly(started(), finished(FinishReason.STOP),
                new ChatEvent.Ended());
    }

    @Test
    void brokenCharactersAreReplaced() {
        byte[] payload = {0x12, 0x05, 0x0a, 0x03, 'a', (byte) 0xFF, 'b'};

        assertThat(play(frame(null, payload))).contains(new ChatEvent.TextPiece(0, "a\uFFFDb"));
    }

    @ParameterizedTest
    @CsvSource({"f,mcp_custom_f,f", "f,'',f", "'',mcp_custom_f,f", "'',mcp_custom_unknown,unknown",
            "search,mcp_github_search,mcp__github__search", "search,mcp_custom_search,search", "search,'',search",
            "issues,'',mcp__github__issues", "'',mcp_github_issues,mcp__github__issues", "'','',''",
            "other,mcp_custom_f,other", "mcp_github_issues,'',mcp__github__issues", "mcp_custom_x,'',x"})
    void toolIsCalledByTheClientsName(String brief, String full, String client) {
        List<ChatEvent> events = Cursor.play(NAMES, List.of(call("c", full, brief, "", false)));

        assertThat(events).contains(new ChatEvent.CallOpened(0, 0, "c", client, false, Optional.empty()));
    }

    @Test
    void interleavedCallsKeepApart() {
        List<ChatEvent> events = play(call("a\nmc_1", "f", "", "{", false), call("b", "g", "", "[", false),
                call("a\nmc_2", "f", "", "}", true), call("b", "g", "", "]", true), END);

        assertThat(arguments(events, 0)).isEqualTo("{}");
        assertThat(arguments(events, 1)).isEqualTo("[]");
        assertThat(events.stream().filter(ChatEvent.CallOpened.class::isInstance)).hasSize(2);
    }

    @Test
    void callWithoutArgumentsHasAnEmptyObject() {
        assertThat(arguments(play(call("a", "f", "", "", false), call("b", "g", "", "", true), END), 0))
                .isEqualTo("{}");
        assertThat(arguments(play(call("a", "f", "", "", true), call("a", "f", "", "late", true)), 0))
                .isEqualTo("{}");
    }

    @Test
    void eitherPlaceOfTheArgumentsAndOfTheLastFlagIsRead() {
        var raw = CallPiece.newBuilder().setId("a").setName("f").setArguments("{\"x\":1}").setLastToo(true);
        var empty = CallPiece.Mcp.newBuilder().addTools(CallPiece.CalledTool.newBuilder().setName("f"));

        List<ChatEvent> events = play(piece(raw.setMcp(empty)), piece(raw.setArguments("more")), END);

        assertThat(arguments(events, 0)).isEqualTo("{\"x\":1}");
    }

    @Test
    void callWithoutAnIdGetsOneAndItsPiecesFindIt() {
        List<ChatEvent> events = play(call("", "f", "", "{", false), call("", "", "", "}", true),
                call("", "g", "", "[]", false), END);

        List<ChatEvent.CallOpened> opened = events.stream().filter(ChatEvent.CallOpened.class::isInstance)
                .map(ChatEvent.CallOpened.class::cast).toList();
        assertThat(opened).extracting(ChatEvent.CallOpened::name).containsExactly("f", "g");
        assertThat(opened).allMatch(it -> it.id().matches("call_[A-Za-z0-9]{24}"));
        assertThat(arguments(events, 1)).isEqualTo("[]");
    }

    @Test
    void onePieceMayHoldEverything() {
        var piece = ChatPiece.newBuilder().setAnswer(AnswerPiece.newBuilder().setText("t")
                .setThinking(AnswerPiece.Thought.newBuilder().setText("r")))
                .setCall(CallPiece.newBuilder().setId("c").setName("f").setArguments("{}"));

        assertThat(play(frame(null, piece.build().toByteArray()), END)).extracting(it -> it.getClass().getSimpleName())
                .containsExactly("Started", "ReasoningPiece", "TextPiece", "CallOpened", "CallPiece", "Finished",
                        "Ended");
    }

    @Test
    void payloadMayLieInsideALargerArray() {
        byte[] payload = text("a").data();
        byte[] larger = new byte[payload.length + 10];
        System.arraycopy(payload, 0, larger, 5, payload.length);

        assertThat(play(new Frame(null, larger, larger, 5, 5 + payload.length))).contains(
                new ChatEvent.TextPiece(0, "a"));
    }

    @Test
    void oneMomentCanBePlayedTwice() {
        var state = new CursorDialect().decoder(Cursor.answering(NAMES)).on(call("a", "f", "", "{", false)).next();

        var left = state.on(call("b", "f", "", "x", false));
        var right = state.on(call("a", "f", "", "}", false));

        assertThat(left.out()).hasSize(2);
        assertThat(right.out()).containsExactly(new ChatEvent.CallPiece(0, 0, "}"));
        assertThat(state.on(call("b", "f", "", "x", false)).out()).isEqualTo(left.out());
    }

    @Test
    void garbageNeverThrowsAndEndsOnce() throws IOException {
        var random = new Random(9);
        List<byte[]> payloads = new ArrayList<>();
        wire().path("responses").forEach(it -> {
            byte[] bytes = Cuts.bytes(it.path("hex").asText());
            payloads.add(Arrays.copyOfRange(bytes, 5, bytes.length));
        });
        for (int run = 0; run < 5_000; run++) {
            var frames = new ArrayList<Frame>();
            for (int i = random.nextInt(6); i > 0; i--) {
                byte[] payload = payloads.get(random.nextInt(payloads.size())).clone();
                for (int j = random.nextInt(3); j > 0; j--) {
                    payload[random.nextInt(payload.length)] = (byte) random.nextInt();
                }
                frames.add(frame(random.nextInt(8) == 0 ? "trailer" : null, payload));
            }

            List<ChatEvent> events = play(frames.toArray(Frame[]::new));

            assertThat(events.stream().filter(it -> it instanceof ChatEvent.Ended || it instanceof ChatEvent.Failed))
                    .hasSize(1).containsExactly(events.getLast());
        }
    }

    @Test
    void completeBodyIsAlwaysAFailure() {
        assertThat(failure("{\"error\":{\"code\":\"resource_exhausted\",\"message\":\"m\"}}"))
                .isEqualTo(new Failure.Broken(429, "m"));
        for (String body : List.of("", "{}", "[1]", "<html>")) {
            assertThat(failure(body)).isEqualTo(
                    new Failure.Broken(502, "the provider answered with no Connect stream"));
        }
    }

    @Test
    void dialectIsListedUnderItsFormat() {
        assertThat(new CursorDialect().format()).isEqualTo(Format.CURSOR);
    }

    private static Failure failure(String body) {
        var failure = new Failure[1];
        assertThatThrownBy(() -> new CursorDialect().decodeReply(body.getBytes(UTF_8), Cursor.answering(NAMES)))
                .isInstanceOfSatisfying(GatewayException.class, e -> failure[0] = e.failure());
        return failure[0];
    }

    private static List<ChatEvent> play(List<Frame> frames) {
        return Cursor.play(ToolNames.SAME, frames);
    }

    private static List<ChatEvent> play(Frame... frames) {
        return play(List.of(frames));
    }

    private static Frame text(String text) {
        return frame(null, ChatPiece.newBuilder().setAnswer(AnswerPiece.newBuilder().setText(text)).build()
                .toByteArray());
    }

    private static Frame piece(CallPiece.Builder call) {
        return frame(null, ChatPiece.newBuilder().setCall(call).build().toByteArray());
    }

    private static Frame call(String id, String full, String brief, String arguments, boolean last) {
        var call = CallPiece.newBuilder().setId(id).setName(full).setLast(last);
        return piece(brief.isEmpty()
                ? call.setArguments(arguments)
                : call.setMcp(CallPiece.Mcp.newBuilder().addTools(
                        CallPiece.CalledTool.newBuilder().setName(brief).setArguments(arguments))));
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

    private static ChatEvent started() {
        return new ChatEvent.Started(Cursor.IDS.of("reply"), Cursor.MODEL, 1_700_000_000, Optional.empty());
    }

    private static ChatEvent finished(FinishReason reason) {
        return new ChatEvent.Finished(0, new Finish(reason));
    }
}
