package io.omniroute.translation.anthropic;

import static io.omniroute.translation.anthropic.Hub.json;
import static io.omniroute.translation.anthropic.Hub.written;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatEvent.CallOpened;
import io.omniroute.domain.chat.ChatEvent.CallPiece;
import io.omniroute.domain.chat.ChatEvent.Ended;
import io.omniroute.domain.chat.ChatEvent.Finished;
import io.omniroute.domain.chat.ChatEvent.ReasoningPiece;
import io.omniroute.domain.chat.ChatEvent.ReasoningSigned;
import io.omniroute.domain.chat.ChatEvent.Started;
import io.omniroute.domain.chat.ChatEvent.TextPiece;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicStreamEncoderTest {
    private static final ChatEvent STARTED = new Started("Ab12", "gpt-x", 1, Optional.empty());
    private static final ChatEvent STOP = finished(FinishReason.STOP);
    private static final ChatEvent CALLS = finished(FinishReason.TOOL_CALLS);

    @Test
    void textIsOneBlock() {
        assertThat(written(STARTED, text("Hel"), text("lo"), STOP, new ChatEvent.Counted(new Usage(30, 2)),
                new Ended())).containsExactly(start(0, 0), begins(0, "{'type':'text','text':''}"),
                        delta(0, "text", "Hel"), delta(0, "text", "lo"), stops(0), end("end_turn", 30, 2),
                        "message_stop {\"type\":\"message_stop\"}");
    }

    @Test
    void usageToldWithTheStartStandsInTheStart() {
        var usage = new Usage(30, 0, OptionalLong.empty(), OptionalLong.of(10), OptionalLong.of(5),
                OptionalLong.empty());

        assertThat(written(STARTED, new ChatEvent.Counted(usage), text("x")).getFirst()).contains(
                "\"usage\":{\"input_tokens\":15,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":10,"
                        + "\"output_tokens\":0}");
    }

    @Test
    void nothingIsWrittenBeforeSomethingIsSaid() {
        assertThat(written(STARTED, new ChatEvent.Counted(new Usage(1, 1)), new ChatEvent.Unreadable(),
                new ChatEvent.Weighed(0, Json.Obj.EMPTY), new ChatEvent.Cited(0, new Annotation(0, 1, "t", "u"))))
                .isEmpty();
    }

    @Test
    void emptyAnswerIsAWholeMessage() {
        assertThat(written(STARTED, STOP, new Ended())).containsExactly(start(0, 0), end("end_turn", 0, 0),
                "message_stop {\"type\":\"message_stop\"}");
        assertThat(written(new Ended())).hasSize(3);
    }

    @Test
    void kindsOfContentFollowEachOtherInBlocksOfTheirOwn() {
        assertThat(blocks(new ReasoningPiece(0, "Thin"), new ReasoningPiece(0, "king"), text("Ok."),
                opened(0), piece(0, "{\"city\":"), piece(0, "\"Oslo\"}"), opened(1), piece(1, "{}"), text("after"),
                CALLS)).containsExactly("thinking 'Thinking' ''", "text 'Ok.'", "tool_use call_0 {\"city\":\"Oslo\"}",
                        "tool_use call_1 {}", "text 'after'");
    }

    @Test
    void interleavedArgumentsBecomeOneBlockBehindTheOther() {
        assertThat(blocks(opened(0), piece(0, "{\"city\""), opened(1), piece(1, "{\"city\":\"R"),
                piece(0, ":\"Oslo\"}"), piece(1, "ome\"}"), CALLS)).containsExactly(
                        "tool_use call_0 {\"city\":\"Oslo\"}", "tool_use call_1 {\"city\":\"Rome\"}");
    }

    @Test
    void callsOpenedTogetherLoseNothing() {
        assertThat(blocks(opened(0), opened(1), opened(2), piece(2, "{\"c\":3}"), piece(1, "{\"b\":2}"),
                piece(0, "{\"a\":"), piece(0, "1}"), CALLS)).containsExactly("tool_use call_0 {\"a\":1}",
                        "tool_use call_1 {\"b\":2}", "tool_use call_2 {\"c\":3}");
        assertThat(blocks(opened(0), opened(1), piece(1, "{\"b\":2}"), text("x"), CALLS)).containsExactly(
                "tool_use call_0 ", "tool_use call_1 {\"b\":2}", "text 'x'");
    }

    @Test
    void textInTheMiddleOfArgumentsWaitsForTheirEnd() {
        assertThat(blocks(opened(0), piece(0, "{\"a\""), text("x"), new ReasoningPiece(0, "y"), piece(0, ":1}"),
                text("z"), CALLS)).containsExactly("tool_use call_0 {\"a\":1}", "text 'x'", "thinking 'y' ''",
                        "text 'z'");
    }

    @Test
    void callWithoutArgumentsIsAnEmptyBlock() {
        assertThat(blocks(opened(0), text("x"), CALLS)).containsExactly("tool_use call_0 ", "text 'x'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"[1]|{\"value\":[1]}", "\"x\"|{\"value\":\"x\"}",
            "12|{\"value\":12}", "oops|{\"raw_arguments\":\"oops\"}", "{\"a\":1}{\"a\":1}|{\"a\":1}",
            "~ ~|{}", "{\"a\":\"b|{\"a\":\"b"})
    void argumentsAreAnObjectAsFarAsTheyAreJson(String arguments, String written) {
        var events = new ArrayList<ChatEvent>(List.of(opened(0)));
        arguments.chars().forEach(c -> events.add(piece(0, Character.toString(c))));
        events.add(CALLS);

        assertThat(blocks(events.toArray(ChatEvent[]::new))).containsExactly("tool_use call_0 " + written);
    }

    @Test
    void freeTextOfACustomToolIsItsInput() {
        assertThat(blocks(new CallOpened(0, 0, "call_0", "patch", true, Optional.empty()), piece(0, "a \"b\""),
                opened(1), piece(1, "{}"), CALLS)).containsExactly(
                        "tool_use call_0 {\"input\":\"a \\\"b\\\"\"}", "tool_use call_1 {}");
    }

    @Test
    void signaturesCloseTheirBlockAndForeignOnesAreWrapped() {
        var own = new ReasoningSigned(0, new Signature(Origin.ANTHROPIC, "sig=="));
        var google = new Signature(Origin.GOOGLE, "g1");

        assertThat(blocks(new ReasoningPiece(0, "A"), own, new ReasoningPiece(0, "B"), own, own,
                new ChatEvent.RedactedReasoning(0, "r"), new CallOpened(0, 0, "call_0", "f", false,
                        Optional.of(google)),
                piece(0, "{}"), text("x"), new ChatEvent.Marked(0, google), text("y"), CALLS)).containsExactly(
                        "thinking 'A' 'sig=='", "thinking 'B' 'sig=='", "thinking '' 'sig=='", "redacted_thinking",
                        "thinking '' 'b21uaXJvdXRlOjE6R09PR0xFOmcx'", "tool_use call_0 {}", "text 'x'",
                        "thinking '' 'b21uaXJvdXRlOjE6R09PR0xFOmcx'", "text 'y'");
    }

    @Test
    void picturesAreTextsOfTheirOwn() {
        assertThat(blocks(text("See"), new ChatEvent.ImageMade(0, new Media.Inline("image/png", "AA")), text("!"),
                STOP)).containsExactly("text 'See'", "text '![image](data:image/png;base64,AA)'", "text '!'");
    }

    @ParameterizedTest
    @CsvSource({"STOP,end_turn", "LENGTH,max_tokens", "TOOL_CALLS,tool_use", "CONTENT_FILTER,refusal"})
    void reasonToStopIsTheVendorsWord(FinishReason reason, String word) {
        assertThat(written(STARTED, text("x"), finished(reason), new Ended())).contains(end(word, 0, 0));
    }

    @Test
    void contentCountsMoreThanTheWord() {
        assertThat(written(STARTED, opened(0), STOP, new Ended())).contains(end("tool_use", 0, 0));
        assertThat(written(STARTED, new ChatEvent.RefusalPiece(0, "no"), STOP, new Ended()))
                .contains(end("refusal", 0, 0));
        assertThat(written(STARTED, new Finished(0, new Finish(FinishReason.STOP, Optional.empty(),
                Optional.of("END"))), new Ended()).get(1))
                .contains("\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"");
    }

    @Test
    void otherAnswersAreNotForThisClient() {
        assertThat(written(STARTED, new TextPiece(1, "other"), new Finished(1, new Finish(FinishReason.LENGTH)),
                text("x"), STOP, new Ended()))
                .containsExactlyElementsOf(written(STARTED, text("x"), STOP, new Ended()));
    }

    @Test
    void failureIsTheLastEventAndClosesNoBlock() {
        List<String> events = written(STARTED, text("par"), new ChatEvent.Failed(503, "busy"), text("x"), STOP,
                new Ended());

        assertThat(events).hasSize(4);
        assertThat(events.getLast()).isEqualTo("error {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                + "\"message\":\"busy\"},\"request_id\":null}");
        assertThat(written(new ChatEvent.Failed(429, "slow"))).hasSize(1);
    }

    @Test
    void nothingFollowsTheEnd() {
        List<String> events = written(STARTED, text("x"), STOP, text("late"), new Ended(), text("y"), new Ended(),
                new ChatEvent.Failed(500, "z"));

        assertThat(events).hasSize(6);
        assertThat(events.getLast()).startsWith("message_stop");
    }

    @Test
    void tenMegabytesInSmallPiecesTakeNoTime() {
        var events = new ArrayList<ChatEvent>(List.of(STARTED, opened(0), piece(0, "{\"a\":\""), opened(1),
                piece(1, "{\"a\":\"")));
        for (int i = 0; i < 300_000; i++) {
            events.add(piece(i % 2, "0123456789abcdef"));
        }
        events.addAll(List.of(piece(0, "\"}"), piece(1, "\"}"), CALLS, new Ended()));

        assertThat(Hub.run(Hub.DIALECT.encoder(Hub.answering()), events)).hasSizeGreaterThan(300_000);
    }

    /** Calls with random arguments, their pieces in random order between each other: every one comes out whole. */
    @Test
    void anyInterleavingComesOutWholeAndLegal() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int count = 1 + random.nextInt(4);
            List<String> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                arguments.add("{\"n\":" + i + ",\"t\":\"" + "x\\\"}{".repeat(random.nextInt(4)) + "\"}");
            }

            List<String> blocks = blocks(interleaved(arguments, random).toArray(ChatEvent[]::new));

            assertThat(blocks.stream().filter(it -> it.startsWith("tool_use")).sorted().toList()).as("seed %d", seed)
                    .isEqualTo(java.util.stream.IntStream.range(0, count)
                            .mapToObj(i -> "tool_use call_" + i + ' ' + arguments.get(i)).sorted().toList());
        }
    }

    private static List<ChatEvent> interleaved(List<String> arguments, Random random) {
        var events = new ArrayList<ChatEvent>();
        int[] at = new int[arguments.size()];
        java.util.Arrays.fill(at, -1);
        int open = arguments.size();
        while (open > 0) {
            int i = random.nextInt(arguments.size());
            if (at[i] < 0) {
                events.add(opened(i));
                at[i] = 0;
            } else if (at[i] < arguments.get(i).length()) {
                int to = Math.min(arguments.get(i).length(), at[i] + 1 + random.nextInt(6));
                events.add(piece(i, arguments.get(i).substring(at[i], to)));
                at[i] = to;
                open -= to == arguments.get(i).length() ? 1 : 0;
            } else if (random.nextInt(4) == 0) {
                events.add(random.nextBoolean() ? text("t") : new ReasoningPiece(0, "r"));
            }
        }
        events.add(CALLS);
        return events;
    }

    /** The blocks a client would put together; fails where they overlap, skip an index or break the vendor's schema. */
    private static List<String> blocks(ChatEvent... content) {
        var events = new ArrayList<>(List.of(STARTED));
        events.addAll(List.of(content));
        events.add(new Ended());
        var blocks = new ArrayList<String>();
        var open = new StringBuilder();
        var signature = new StringBuilder();
        for (var event : Hub.run(Hub.DIALECT.encoder(Hub.answering()), events)) {
            String text = new String(event.json(), UTF_8);
            assertThat(Oracle.of("anthropic/messages-event").objections(text)).isEmpty();
            Json.Obj data = (Json.Obj) JsonText.parse(text).orElseThrow();
            if (!String.valueOf(event.name()).startsWith("content_block")) {
                continue;
            }
            assertThat(data.whole("index")).contains((long) blocks.size());
            switch (data.text("type").orElse("")) {
                case "content_block_start" -> {
                    assertThat(open).isEmpty();
                    Json.Obj block = data.object("content_block").orElseThrow();
                    open.append(block.text("type").orElseThrow());
                    block.text("id").ifPresent(id -> open.append(' ').append(id).append(' '));
                    open.append(block.has("text") || block.has("thinking") ? " '" : "");
                }
                case "content_block_delta" -> {
                    Json.Obj delta = data.object("delta").orElseThrow();
                    assertThat(open).isNotEmpty();
                    signature.append(delta.text("signature").orElse(""));
                    open.append(delta.text("text").or(() -> delta.text("thinking")).or(() -> delta.text("partial_json"))
                            .orElse(""));
                }
                default -> {
                    boolean thinking = open.indexOf("thinking ") == 0;
                    blocks.add(open + (open.indexOf(" '") > 0 && !open.toString().startsWith("tool") ? "'" : "")
                            + (thinking ? " '" + signature + "'" : ""));
                    open.setLength(0);
                    signature.setLength(0);
                }
            }
        }
        assertThat(open).isEmpty();
        return blocks;
    }

    private static ChatEvent finished(FinishReason reason) {
        return new Finished(0, new Finish(reason));
    }

    private static ChatEvent text(String text) {
        return new TextPiece(0, text);
    }

    private static ChatEvent opened(int call) {
        return new CallOpened(0, call, "call_" + call, "get_weather", false, Optional.empty());
    }

    private static ChatEvent piece(int call, String arguments) {
        return new CallPiece(0, call, arguments);
    }

    private static String start(long input, long output) {
        return "message_start {\"type\":\"message_start\",\"message\":{\"id\":\"msg_Ab12\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":\"gpt-x\",\"content\":[],\"stop_reason\":null,"
                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":" + input + ",\"output_tokens\":" + output
                + "}}}";
    }

    private static String begins(int index, String block) {
        return "content_block_start {\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":"
                + JsonText.write(json(block)) + "}";
    }

    private static String delta(int index, String kind, String text) {
        return "content_block_delta {\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":{\"type\":\""
                + kind + "_delta\",\"" + kind + "\":\"" + text + "\"}}";
    }

    private static String stops(int index) {
        return "content_block_stop {\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }

    private static String end(String reason, long input, long output) {
        return "message_delta {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":" + input + ",\"output_tokens\":" + output
                + "}}";
    }
}
