package io.omniroute.translation.cursor;

import static io.omniroute.domain.chat.Role.ASSISTANT;
import static io.omniroute.domain.chat.Role.DEVELOPER;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.TOOL;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.cursor.Cursor.asks;
import static io.omniroute.translation.cursor.Cursor.encode;
import static io.omniroute.translation.cursor.Cursor.function;
import static io.omniroute.translation.cursor.Cursor.json;
import static io.omniroute.translation.cursor.Cursor.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.cursor.wire.CursorWire.ChatAsked;
import io.omniroute.translation.cursor.wire.CursorWire.ChatCall;
import io.omniroute.translation.cursor.wire.CursorWire.McpTool;
import io.omniroute.translation.cursor.wire.CursorWire.Mode;
import io.omniroute.translation.cursor.wire.CursorWire.Turn;
import io.omniroute.upstream.framing.ConnectFraming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CursorRequestEncoderTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/cursor");

    @Test
    void questionIsByteForByteWhatTheRecordingSends() throws IOException {
        byte[] body = encode(asks(says(USER, "Hello"))).body();

        assertThat(enveloped(body)).isEqualTo(recorded("/requests/0/bodyHex"));
    }

    @Test
    void questionWithAToolIsByteForByteWhatTheRecordingSends() throws IOException {
        Tool tool = new Tool.Function("read_file", Optional.of("Read a file"), Optional.of(json("{\"type\":\"object\","
                + "\"properties\":{\"path\":{\"type\":\"string\"}},\"required\":[\"path\"]}")), Optional.empty(),
                Optional.empty());

        byte[] body = encode(asks(says(USER, "Read a.txt")).tool(tool).reasoning(ReasoningControl.effort("high")))
                .body();

        assertThat(enveloped(body)).isEqualTo(recorded("/requests/1/bodyHex"));
    }

    private static String enveloped(byte[] body) {
        return HexFormat.of().formatHex(ConnectFraming.enveloped(body));
    }

    /** The recorded bytes with the ids of this attempt in the place of theirs. */
    private static String recorded(String at) throws IOException {
        JsonNode wire = io.omniroute.testkit.Json.tree(Files.readAllBytes(GOLDEN.resolve("wire.json")));
        return wire.at(at).asText()
                .replace(hex("00000000-0000-4000-8000-000000000001"), hex(Cursor.IDS.uuid("turn 0").toString()))
                .replace(hex("00000000-0000-4000-8000-0000000000cc"), hex(Cursor.IDS.uuid("conversation").toString()));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Stream<Path> goldens() throws IOException {
        return Files.list(GOLDEN).filter(file -> file.toString().endsWith(".request.txt")).sorted();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void requestIsWhatTheGoldenFileSays(Path golden) throws IOException {
        byte[] body = encode(requests(golden.getFileName().toString().replace(".request.txt", ""))).body();

        assertThat(TextFormat.printer().escapingNonAscii(false).printToString(ChatCall.parseFrom(body)))
                .isEqualTo(Files.readString(golden));
    }

    private static ChatRequest.Builder requests(String name) {
        return switch (name) {
            case "tool-loop" -> asks(says(SYSTEM, "Be brief."), says(USER, new Part.Text("Weather"),
                    new Part.Text("in Zürich?")),
                    says(ASSISTANT, new Part.Text("Let me look."),
                            new Part.ToolCall("c1\nmc_7", "weather", "{\"q\":\"<a>&b\"}"),
                            new Part.ToolCall("c2", "mcp__github__search", "")),
                    says(TOOL, new Part.ToolResult("c1\nmc_7", Optional.of("weather"),
                            List.of(new Part.Text("4 \u0007degrees"), new Part.Text("a < b")), false,
                            Optional.empty())),
                    says(TOOL, new Part.ToolResult("c2", Optional.of("mcp__github__search"), List.of(), true,
                            Optional.empty())))
                    .tool(function("weather", "{\"type\":\"object\"}")).tool(function("mcp__github__search", ""))
                    .replyFormat(Optional.of(new ReplyFormat.AnyJson())).reasoning(ReasoningControl.effort("medium"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void systemTextsStandAtTheirPlace() {
        ChatAsked asked = asked(asks(says(USER, "u"), says(SYSTEM, "s"), says(DEVELOPER, "d")));

        assertThat(asked.getTurnsList()).extracting(Turn::getContent).containsExactly("u",
                "[System Instructions]\ns", "[System Instructions]\nd");
    }

    @Test
    void formOfTheAnswerStandsBehindTheFirstInstructions() {
        var schema = new ReplyFormat.Schema("s", Optional.empty(), json("{\"type\":\"object\"}"), Optional.empty());
        var format = Optional.of(schema);

        ChatAsked led = asked(asks(says(SYSTEM, "a"), says(DEVELOPER, "b"), says(USER, "u"), says(SYSTEM, "c"))
                .replyFormat(format));
        ChatAsked bare = asked(asks(says(USER, "u")).replyFormat(format));

        String text = "[System Instructions]\nReply only with JSON that conforms to this JSON Schema:\n"
                + "{\"type\":\"object\"}";
        assertThat(led.getTurns(2).getContent()).isEqualTo(text);
        assertThat(led.getTurnsCount()).isEqualTo(5);
        assertThat(bare.getTurns(0).getContent()).isEqualTo(text);
    }

    @Test
    void turnsAreNumberedAndNamedAgain() {
        ChatAsked asked = asked(asks(says(USER, "u"), says(ASSISTANT, "a"), says(USER, "v")));

        assertThat(asked.getTurnsList()).extracting(Turn::getId).doesNotHaveDuplicates()
                .containsExactlyElementsOf(asked.getTurnIdsList().stream().map(it -> it.getId()).toList());
        assertThat(asked.getTurnIdsList()).extracting(it -> it.getSpeaker().getNumber()).containsExactly(1, 2, 1);
    }

    static Stream<Part> impossible() {
        return Stream.of(new Part.Image(new Media.Inline("image/png", "AAAA")), new Part.Audio("wav", "AAAA"),
                new Part.Document(new Media.PlainText("t"), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void contentWithoutAPlaceIsRefusedWithItsPath(Part part) {
        var result = new Part.ToolResult("c", Optional.empty(), List.of(new Part.Text("a"), part), false,
                Optional.empty());

        assertThat(refusal(asks(says(USER, "a"), says(USER, new Part.Text("t"), part))))
                .extracting(Failure.Refused::code, Failure.Refused::param)
                .containsExactly("unsupported_content", "messages[1].content[1]");
        assertThat(refusal(asks(says(TOOL, result))).param()).isEqualTo("messages[0].content[1]");
    }

    @Test
    void reasoningOfTheHistoryIsLeftOutAndNamed() {
        var signature = new Signature(Signature.Origin.ANTHROPIC, "s");
        var request = asks(says(ASSISTANT, new Part.Reasoning("hm"), new Part.Redacted("x"),
                new Part.Mark(signature), new Part.Text("a"), new Part.Refusal("r")));

        assertThat(encode(request).dropped()).containsExactly("reasoning_content", "thinking_blocks");
        assertThat(asked(request).getTurns(0).getContent()).isEqualTo("a\nr");
    }

    @Test
    void failureOfAResultHasNoPlaceAndIsNamed() {
        var result = new Part.ToolResult("c", Optional.of("f"), List.of(new Part.Text("x")), true, Optional.empty());

        assertThat(encode(asks(says(TOOL, result))).dropped()).containsExactly("is_error");
    }

    @Test
    void blockKeepsItsLineBreaksAndLosesOtherControlCharacters() {
        var result = new Part.ToolResult("c", "a\tb\r\nc\u0000\u001B\u0085\u007F");

        assertThat(asked(asks(says(TOOL, result))).getTurns(0).getContent()).isEqualTo("""
                <tool_result>
                <tool_name></tool_name>
                <tool_call_id>c</tool_call_id>
                <result>a\tb\r
                c</result>
                </tool_result>""");
    }

    @ParameterizedTest
    @CsvSource({"f,custom,f,mcp_custom_f", "mcp__srv__tool,srv,tool,mcp_srv_tool",
            "mcp__srv__a__b,srv,a__b,mcp_srv_a__b", "mcp__srv,custom,mcp__srv,mcp_custom_mcp__srv",
            "mcp____x,custom,mcp____x,mcp_custom_mcp____x", "mcp__s__,custom,mcp__s__,mcp_custom_mcp__s__",
            "a.b ü,custom,a.b ü,mcp_custom_a.b ü"})
    void toolIsOneOfAServer(String client, String server, String name, String full) {
        var request = asks(says(USER, "u")).tool(function(client, ""));

        McpTool tool = asked(request).getMcpTools(0);

        assertThat(List.of(tool.getServer(), tool.getName())).containsExactly(server, name);
        assertThat(encode(request).names().toWire(client)).isEqualTo(full);
        assertThat(encode(request).names().toClient(full)).isEqualTo(client);
        assertThat(encode(request).names().toClient(name)).isEqualTo(client);
    }

    @Test
    void toolsOfOneNameStayApart() {
        var request = asks(says(USER, "u")).tool(function("f", "")).tool(function("mcp__custom__f", ""))
                .tool(function("mcp__a__g", "")).tool(function("mcp__b__g", "")).tool(function("mcp__a__f", ""));

        var names = encode(request).names();

        assertThat(asked(request).getMcpToolsList()).extracting(it -> it.getServer() + '/' + it.getName())
                .containsExactly("custom/f", "custom/f_2", "a/g", "b/g", "a/f");
        assertThat(names.toClient("mcp_custom_f_2")).isEqualTo("mcp__custom__f");
        assertThat(names.toClient("mcp_b_g")).isEqualTo("mcp__b__g");
        assertThat(names.toClient("g")).isEqualTo("g");
        assertThat(names.toClient("f")).isEqualTo("f");
    }

    @Test
    void customToolTakesAText() {
        var format = json("{\"type\":\"grammar\",\"syntax\":\"lark\",\"definition\":\"start: x\"}");
        var request = asks(says(USER, "u")).tool(new Tool.Custom("sh", Optional.of("Shell"), Optional.of(format)))
                .tool(new Tool.Custom("g", Optional.empty(), Optional.of(format)))
                .tool(new Tool.Custom("n", Optional.empty(), Optional.empty()));

        ChatAsked asked = asked(request);

        assertThat(asked.getMcpToolsList()).extracting(McpTool::getDescription).containsExactly("Shell\n\nstart: x",
                "start: x", "");
        assertThat(asked.getMcpTools(0).getParameters()).isEqualTo(
                "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}");
        assertThat(encode(request).names().custom()).containsExactlyInAnyOrder("sh", "g", "n");
    }

    @Test
    void toolsWithoutAPlaceAreNamedAndDoNotMakeAnAgent() {
        var request = asks(says(USER, "u")).tool(new Tool.WebSearch(Json.Obj.EMPTY))
                .tool(new Tool.Vendor(json("{\"type\":\"bash_20250124\",\"name\":\"bash\"}")))
                .tool(new Tool.Vendor(json("{\"codeExecution\":{}}")));

        assertThat(encode(request).dropped()).containsExactly("web_search_options", "bash_20250124", "tools");
        assertThat(asked(request).getMode()).isEqualTo(Mode.CHAT);
    }

    @Test
    void forbiddenToolsAreNotSent() {
        var request = asks(says(USER, "u")).tool(function("f", ""))
                .toolChoice(Optional.of(new ToolChoice.None()));

        assertThat(asked(request).getMcpToolsList()).isEmpty();
        assertThat(asked(request).getToolsDisabled()).isTrue();
        assertThat(encode(request).dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"none,0", "minimal,0", "low,0", "medium,1", "high,2", "xhigh,2", "max,2", "other,0"})
    void effortIsALevel(String effort, int level) {
        var request = asks(says(USER, "u")).reasoning(ReasoningControl.effort(effort));

        assertThat(asked(request).getThinkingLevel()).isEqualTo(level);
        assertThat(encode(request).dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1024,0", "8192,1", "20000,2"})
    void budgetIsALevelToo(long budget, int level) {
        assertThat(level(new Thinking.Enabled(budget, Optional.empty()), "high")).isEqualTo(level);
    }

    @Test
    void thinkingWinsOverTheEffort() {
        assertThat(level(new Thinking.Disabled(), "high")).isZero();
        assertThat(level(new Thinking.Adaptive(Optional.empty()), "high")).isEqualTo(2);
    }

    private static int level(Thinking thinking, String effort) {
        return asked(asks(says(USER, "u")).reasoning(new ReasoningControl(Optional.of(effort), Optional.of(thinking),
                Optional.empty(), Optional.empty()))).getThinkingLevel();
    }

    @Test
    void parametersAreNoPartOfTheProtocolAndAreNamed() {
        var request = asks(says(USER, "u")).maxTokens(OptionalLong.of(5)).stop(List.of("x")).candidates(2)
                .toolChoice(Optional.of(new ToolChoice.Required())).parallelToolCalls(Optional.of(false))
                .knob(Knob.TEMPERATURE, new Json.Num("0.5")).knob(Knob.TOP_P, new Json.Num("0.9"))
                .knob(Knob.USER, new Json.Str("me")).knob(Knob.METADATA, json("{\"a\":\"b\"}"))
                .reasoning(new ReasoningControl(Optional.empty(), Optional.empty(), Optional.of(true),
                        Optional.of("auto")));

        assertThat(encode(request).dropped()).containsExactly("max_tokens", "stop", "n", "tool_choice",
                "parallel_tool_calls", "include_thoughts", "reasoning.summary", "temperature", "top_p", "user",
                "metadata");
    }

    @Test
    void defaultsAreNotWorthNaming() {
        var request = asks(says(USER, "u")).knob(Knob.TEMPERATURE, new Json.Num("1.0"))
                .knob(Knob.TOP_P, Json.Num.of(1)).knob(Knob.PRESENCE_PENALTY, Json.Num.of(0))
                .knob(Knob.LOGPROBS, Json.Literal.FALSE).toolChoice(Optional.of(new ToolChoice.Auto()));

        assertThat(encode(request).dropped()).isEmpty();
    }

    @Test
    void whatWouldChangeTheMeaningIsRefused() {
        assertThat(refusal(asks(says(USER, "u")).knob(Knob.CACHED_CONTENT, new Json.Str("c"))).code())
                .isEqualTo("unsupported_parameter");
        assertThat(refusal(asks(says(USER, "u")).knob(Knob.MODALITIES, new Json.Arr(List.of(new Json.Str("audio")))))
                .param()).isEqualTo("modalities");
    }

    @Test
    void machineIsWhatTheConnectionTellsAndNothingInvented() throws InvalidProtocolBufferException {
        byte[] body = new CursorDialect().encodeRequest(asks(says(USER, "u")).build(),
                Cursor.target(Map.of("platform", "linux"))).body();

        var machine = ChatCall.parseFrom(body).getAsked().getMachine();
        assertThat(machine.getPlatform()).isEqualTo("linux");
        assertThat(machine.getAllFields()).hasSize(1);
    }

    @Test
    void halfASurrogatePairDoesNotBreakTheRequest() {
        assertThat(asked(asks(says(USER, "a\uD83Db"))).getTurns(0).getContent()).startsWith("a").endsWith("b");
    }

    private static ChatAsked asked(ChatRequest.Builder request) {
        try {
            return ChatCall.parseFrom(encode(request).body()).getAsked();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Failure.Refused refusal(ChatRequest.Builder request) {
        var refused = new Failure.Refused[1];
        assertThatThrownBy(() -> encode(request)).isInstanceOfSatisfying(GatewayException.class,
                e -> refused[0] = (Failure.Refused) e.failure());
        return refused[0];
    }

    @Test
    void nothingBelongsIntoTheHeaders() {
        Encoded encoded = encode(asks(says(USER, "u")));

        assertThat(encoded.headers()).isEmpty();
    }
}
