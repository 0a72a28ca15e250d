package io.omniroute.translation.anthropic;

import static io.omniroute.translation.anthropic.Hub.answering;
import static io.omniroute.translation.anthropic.Hub.json;
import static io.omniroute.translation.anthropic.Hub.reply;
import static io.omniroute.translation.anthropic.Hub.written;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Ids;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicReplyTest {
    @Test
    void everyPartFindsItsBlock() {
        var google = Optional.of(new Signature(Origin.GOOGLE, "g1"));
        Json.Obj body = written(reply(new Choice(List.of(new Part.Reasoning("Need weather."), new Part.Reasoning(""),
                new Part.Reasoning("A", Optional.of(new Signature(Origin.ANTHROPIC, "s"))), new Part.Redacted("r"),
                new Part.Text(""), new Part.Text("Let me look."), new Part.Image(new Media.Remote("https://x/a.png")),
                new Part.ToolCall("call_9", "f", "{\"city\":\"Os", false, google),
                new Part.ToolCall("call_10", "patch", "a", true, Optional.empty()), new Part.Mark(google.get())),
                FinishReason.LENGTH)));

        assertThat(body.get("content")).contains(JsonText.parse("""
                [{"type":"thinking","thinking":"Need weather.","signature":""},
                 {"type":"thinking","thinking":"A","signature":"s"},
                 {"type":"redacted_thinking","data":"r"},
                 {"type":"text","text":"Let me look."},
                 {"type":"text","text":"![image](https://x/a.png)"},
                 {"type":"thinking","thinking":"","signature":"b21uaXJvdXRlOjE6R09PR0xFOmcx"},
                 {"type":"tool_use","id":"call_9","name":"f","input":{"raw_arguments":"{\\"city\\":\\"Os"}},
                 {"type":"tool_use","id":"call_10","name":"patch","input":{"input":"a"}},
                 {"type":"thinking","thinking":"","signature":"b21uaXJvdXRlOjE6R09PR0xFOmcx"}]""").orElseThrow());
        assertThat(body.text("stop_reason")).contains("tool_use");
        assertThat(Oracle.of("anthropic/messages-response").objections(JsonText.write(body))).isEmpty();
    }

    @Test
    void usageLeavesTheCacheOutOfTheInput() {
        var usage = new Usage(120, 7, OptionalLong.empty(), OptionalLong.of(100), OptionalLong.empty(),
                OptionalLong.of(3));
        var whole = new ChatReply("Ab12", "m", 1, Optional.empty(), List.of(new Choice(List.of(new Part.Text("x")),
                FinishReason.STOP)), Optional.of(usage));

        assertThat(written(whole)).isEqualTo(json("{'id':'msg_Ab12','type':'message','role':'assistant','model':'m',"
                + "'content':[{'type':'text','text':'x'}],'stop_reason':'end_turn','stop_sequence':null,'usage':"
                + "{'input_tokens':20,'cache_read_input_tokens':100,'output_tokens':7,"
                + "'output_tokens_details':{'thinking_tokens':3}}}"));
        assertThat(TokenCounts.write(Optional.of(new Usage(1, 1, OptionalLong.empty(), OptionalLong.of(9),
                OptionalLong.empty(), OptionalLong.empty()))).whole("input_tokens")).contains(0L);
    }

    @Test
    void nothingAtAllIsAnEmptyMessage() {
        var empty = new ChatReply("i", "m", 1, Optional.empty(), List.of(), Optional.empty());

        assertThat(written(empty)).isEqualTo(json("{'id':'msg_i','type':'message','role':'assistant','model':'m',"
                + "'content':[],'stop_reason':'end_turn','stop_sequence':null,"
                + "'usage':{'input_tokens':0,'output_tokens':0}}"));
    }

    @Test
    void firstOfSeveralAnswersIsTheAnswer() {
        var other = new Choice(1, List.of(new Part.Text("b")), List.of(), Optional.empty(),
                new Finish(FinishReason.STOP));
        var first = new Choice(0, List.of(new Part.Refusal("no")), List.of(), Optional.empty(),
                new Finish(FinishReason.STOP, Optional.empty(), Optional.of("END")));
        Json.Obj body = written(new ChatReply("i", "m", 1, Optional.empty(), List.of(other, first), Optional.empty()));

        assertThat(body.get("content")).contains(new Json.Arr(List.of(json("{'type':'text','text':'no'}"))));
        assertThat(body.text("stop_reason")).contains("refusal");
        assertThat(body.text("stop_sequence")).contains("END");
    }

    @Test
    void messageMeansWhatItsBlocksSay() {
        ChatReply read = read("""
                {"id":"msg_01AbC","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[
                 {"type":"thinking","thinking":"T0","signature":""},{"type":"thinking","thinking":"T1","signature":""},
                 {"type":"redacted_thinking","data":"r1"},{"type":"thinking","thinking":"T2","signature":"s2"},
                 {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}},{"type":"future"},7,
                 {"type":"text","text":"See 👩: "},{"type":"text","text":""},
                 {"type":"text","text":"Oslo.","citations":[{"type":"web_search_result_location","title":null,
                   "url":"https://example.org/o"},{"type":"page_location"}]},
                 {"type":"tool_use","id":"toolu_1","name":"f_x","input":{"city":"Zürich","n":1.0}},
                 {"type":"tool_use","id":"","name":"g"}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "usage":{"input_tokens":10,"cache_read_input_tokens":70,"cache_creation_input_tokens":20,
                  "output_tokens":5,"output_tokens_details":{"thinking_tokens":2}}}""");

        Choice choice = read.choices().getFirst();
        assertThat(choice.parts()).startsWith(new Part.Reasoning("T0\n\nT1"), new Part.Redacted("r1"),
                new Part.Reasoning("T2", Optional.of(new Signature(Origin.ANTHROPIC, "s2"))),
                new Part.Text("See 👩: Oslo."), new Part.ToolCall("toolu_1", "f.x", "{\"city\":\"Zürich\",\"n\":1.0}"));
        assertThat(choice.parts().getLast()).isInstanceOfSatisfying(Part.ToolCall.class, call -> {
            assertThat(call.id()).matches("toolu_[A-Za-z0-9]{24}");
            assertThat(call.arguments()).isEqualTo("{}");
        });
        assertThat(choice.annotations()).containsExactly(new Annotation(7, 12, "https://example.org/o",
                "https://example.org/o"));
        assertThat(choice.finish()).isEqualTo(new Finish(FinishReason.TOOL_CALLS, Optional.of("tool_use"),
                Optional.empty()));
        assertThat(read.id()).isEqualTo("msg_01AbC");
        assertThat(read.createdSeconds()).isEqualTo(1_760_000_000L);
        assertThat(read.usage()).contains(new Usage(100, 5, OptionalLong.empty(), OptionalLong.of(70),
                OptionalLong.of(20), OptionalLong.of(2)));
    }

    @Test
    void refusalExplainsItself() {
        ChatReply read = read("{\"content\":[],\"stop_reason\":\"refusal\",\"stop_details\":{\"type\":\"refusal\","
                + "\"explanation\":\"Not allowed.\"}}");

        assertThat(read.choices()).containsExactly(new Choice(0, List.of(new Part.Refusal("Not allowed.")), List.of(),
                Optional.empty(), new Finish(FinishReason.CONTENT_FILTER, Optional.of("refusal"), Optional.empty())));
        assertThat(read.usage()).isEmpty();
        assertThat(read.model()).isEqualTo("claude-x");
        assertThat(read.id()).hasSize(24);
    }

    @ParameterizedTest
    @CsvSource({"end_turn,STOP", "stop_sequence,STOP", "pause_turn,STOP", "tool_use,TOOL_CALLS", "max_tokens,LENGTH",
            "model_context_window_exceeded,LENGTH", "refusal,CONTENT_FILTER", "future,STOP"})
    void stopReasonIsRead(String word, FinishReason reason) {
        assertThat(read("{\"content\":[],\"stop_reason\":\"" + word + "\"}").choices().getFirst().finish().reason())
                .isEqualTo(reason);
    }

    @Test
    void unsaidStopReasonIsToldByTheContent() {
        assertThat(read("{\"content\":[{\"type\":\"tool_use\"}]}").choices().getFirst().finish().reason())
                .isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(read("{\"content\":[]}").choices().getFirst().finish().reason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}|529|Overloaded",
            "{\"error\":\"broken\"}|502|broken", "{}|502|the provider's answer is no message",
            "[]|502|the provider's answer is no message", "nonsense|502|the provider's answer is no message",
            "{\"content\":\"x\"}|502|the provider's answer is no message",
            "<html><body>x|502|the provider answered with an HTML document"})
    void whatIsNoMessageIsABrokenAnswer(String body, int status, String message) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(GatewayException.class,
                e -> assertThat(e.failure()).isEqualTo(new Failure.Broken(status, message)));
    }

    @Test
    void bytesThatAreNoUtf8AreReadAsReplacementCharacters() {
        byte[] body = "{\"content\":[{\"type\":\"text\",\"text\":\"a?\"}]}".getBytes(UTF_8);
        body[new String(body, UTF_8).indexOf('?')] = (byte) 0xff;

        assertThat(Hub.DIALECT.decodeReply(body, answering()).choices().getFirst().parts())
                .containsExactly(new Part.Text("a\uFFFD"));
    }

    /** What this dialect can express comes back as it was. */
    @Test
    void readingWhatWasWrittenChangesNothing() {
        for (int seed = 0; seed < 300; seed++) {
            ChatReply reply = random(new Random(seed));

            byte[] body = Hub.DIALECT.encodeReply(reply, answering());

            assertThat(Oracle.of("anthropic/messages-response").objections(new String(body, UTF_8))).isEmpty();
            assertThat(Hub.DIALECT.decodeReply(body, answering())).as("seed %d", seed).isEqualTo(reply);
        }
    }

    private static ChatReply random(Random random) {
        var parts = new ArrayList<Part>();
        boolean called = false;
        for (int i = random.nextInt(6); i > 0; i--) {
            Part part = switch (random.nextInt(5)) {
                case 0 -> new Part.Text("téxt \"" + i + "\n👩");
                case 1 -> new Part.Reasoning("thought " + i);
                case 2 -> new Part.Reasoning("thought " + i, Optional.of(new Signature(Origin.ANTHROPIC, "s" + i)));
                case 3 -> new Part.Redacted("r" + i);
                default -> new Part.ToolCall("toolu_" + i, "f" + i, "{\"a\":[1.50,\"é\",null],\"n\":" + i + "}");
            };
            called |= part instanceof Part.ToolCall;
            if (parts.isEmpty() || !mergeable(parts.getLast(), part)) {
                parts.add(part);
            }
        }
        FinishReason reason = called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        var usage = new Usage(100, random.nextInt(50), OptionalLong.empty(), OptionalLong.of(random.nextInt(50)),
                OptionalLong.of(random.nextInt(50)), OptionalLong.of(4));
        var finish = new Finish(reason, Optional.of(called ? "tool_use" : "end_turn"), Optional.empty());
        return new ChatReply("msg_" + random.nextInt(9), "m", 1_760_000_000L, Optional.empty(),
                List.of(new Choice(0, parts, List.of(), Optional.empty(), finish)), Optional.of(usage));
    }

    private static boolean mergeable(Part before, Part part) {
        return before instanceof Part.Text && part instanceof Part.Text
                || before instanceof Part.Reasoning unsigned && unsigned.signature().isEmpty()
                        && part instanceof Part.Reasoning;
    }

    private static ChatReply read(String body) {
        var names = new ToolNames(Map.of("f.x", "f_x"), Map.of("f_x", "f.x"), Set.of());
        return Hub.DIALECT.decodeReply(body.getBytes(UTF_8),
                new Answering(answering().asked(), names, "claude-x", 1_760_000_000L, new Ids("seed")));
    }
}
