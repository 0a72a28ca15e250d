package io.omniroute.translation.kiro;

import static io.omniroute.domain.chat.Role.ASSISTANT;
import static io.omniroute.domain.chat.Role.DEVELOPER;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.TOOL;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.kiro.Kiro.asks;
import static io.omniroute.translation.kiro.Kiro.body;
import static io.omniroute.translation.kiro.Kiro.encode;
import static io.omniroute.translation.kiro.Kiro.json;
import static io.omniroute.translation.kiro.Kiro.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.UpstreamDialect.Encoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KiroRequestEncoderTest {
    private static final Part PICTURE = new Part.Image(new Media.Inline("image/png", "AAAA"));
    private static final Tool WEATHER = function("get_weather", "{\"type\":\"object\",\"properties\":{\"city\":"
            + "{\"type\":\"string\"}},\"required\":[\"city\"]}");

    static Stream<Path> goldens() throws IOException {
        return Files.list(Path.of("src/test/resources/golden/kiro")).filter(
                file -> file.toString().endsWith(".request.json")).sorted();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void requestIsWhatTheGoldenFileSays(Path golden) throws IOException {
        Json.Obj body = body(requests(golden.getFileName().toString().replace(".request.json", "")));

        assertThat(body).isEqualTo(json(Files.readString(golden)));
    }

    private static ChatRequest.Builder requests(String name) {
        return switch (name) {
            case "one-question" -> asks(says(USER, "Hi"));
            case "tool-loop" -> asks(says(SYSTEM, "Be brief."), says(USER, "Weather in Oslo?"),
                    says(ASSISTANT, new Part.Text("Let me look."), new Part.ToolCall("c1", "get_weather",
                            "{\"city\":\"Oslo\"}"), new Part.ToolCall("c2", "get_weather", "Bergen")),
                    says(TOOL, new Part.ToolResult("c1", "4 degrees")),
                    says(TOOL, new Part.ToolResult("c2", Optional.empty(), List.of(new Part.Text("no"),
                            new Part.Text("such city"), PICTURE), true, Optional.empty())),
                    says(USER, "And now?")).tool(WEATHER).tool(function("now", ""))
                    .maxTokens(OptionalLong.of(100)).knob(Knob.TEMPERATURE, new Json.Num("0.70"))
                    .knob(Knob.TOP_P, new Json.Num("0.9"));
            case "long-history" -> asks(says(USER, "a"), says(USER, PICTURE, new Part.Text("b"), new Part.Text("c")),
                    says(ASSISTANT, "d"), says(ASSISTANT, new Part.ToolCall("x", "f", "")),
                    says(TOOL, new Part.ToolResult("x", "")), says(ASSISTANT, "e"), says(SYSTEM, "s"),
                    says(USER, "f"), says(ASSISTANT, "g"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void systemTextsLeadTheFirstTurnAndKeepTheirPlaceInLaterOnes() {
        Json.Obj body = body(asks(says(SYSTEM, "s1"), says(USER, "u1"), says(DEVELOPER, "s2"), says(ASSISTANT, "a"),
                says(USER, "u2"), says(SYSTEM, "s3")));

        assertThat(content(history(body).getFirst())).isEqualTo("s1\n\ns2\n\nu1");
        assertThat(content(current(body))).isEqualTo("u2\n\ns3");
    }

    @Test
    void systemTextBehindALeadingAnswerIsInTheFirstTurnOfTheUser() {
        Json.Obj body = body(asks(says(ASSISTANT, "hello"), says(USER, "u"), says(SYSTEM, "s")));

        assertThat(history(body)).hasSize(1);
        assertThat(content(current(body))).isEqualTo("s\n\nu");
    }

    @Test
    void conversationThatEndsInAnAnswerIsContinued() {
        Json.Obj body = body(asks(says(USER, "u"), says(ASSISTANT, "a")));

        assertThat(history(body)).hasSize(2);
        assertThat(content(current(body))).isEqualTo("Continue.");
    }

    @Test
    void turnsAreNeverEmpty() {
        Json.Obj body = body(asks(says(USER, ""), says(ASSISTANT, ""), says(USER, PICTURE),
                says(ASSISTANT, new Part.ToolCall("c", "f", "{}")), says(TOOL, new Part.ToolResult("c", ""))));

        assertThat(history(body)).extracting(KiroRequestEncoderTest::content)
                .containsExactly("Continue.", "...", "Continue.", "Calling tools.");
        assertThat(content(current(body))).isEqualTo("Tool results provided.");
    }

    @Test
    void textsAroundACallAreSetApart() {
        Json.Obj body = body(asks(says(USER, "u"), says(ASSISTANT, new Part.Text("a"), new Part.Text("b"),
                new Part.ToolCall("c", "f", "{}"), new Part.Refusal("no")), says(USER, "v")));

        assertThat(content(history(body).get(1))).isEqualTo("a\nb\n\nno");
    }

    @ParameterizedTest
    @CsvSource({"image/jpg,jpeg", "image/jpeg,jpeg", "image/png,png", "image/gif,gif", "image/webp,webp"})
    void pictureIsNamedByItsSubtype(String type, String format) {
        Json.Obj body = body(asks(says(USER, new Part.Image(new Media.Inline(type, "QUJD")))));

        assertThat(current(body).elements("images")).containsExactly(
                json("{\"format\":\"" + format + "\",\"source\":{\"bytes\":\"QUJD\"}}"));
    }

    static Stream<Part> impossible() {
        return Stream.of(new Part.Image(new Media.Remote("https://example.com/a.png")),
                new Part.Image(new Media.Inline("image/tiff", "AAAA")),
                new Part.Image(new Media.Inline("application/png", "AAAA")), new Part.Audio("wav", "AAAA"),
                new Part.Document(new Media.PlainText("t"), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void contentWithoutAPlaceIsRefusedWithItsPath(Part part) {
        var request = asks(says(USER, "a"), says(USER, new Part.Text("t"), part));

        assertThat(refusal(request)).extracting(Failure.Refused::code, Failure.Refused::param)
                .containsExactly("unsupported_content", "messages[1].content[1]");
    }

    @Test
    void contentOfAResultIsRefusedWithItsPathToo() {
        var result = new Part.ToolResult("c", Optional.empty(),
                List.of(new Part.Text("a"), new Part.Image(new Media.Remote("https://example.com"))), false,
                Optional.empty());

        assertThat(refusal(asks(says(TOOL, result))).param()).isEqualTo("messages[0].content[1]");
    }

    @Test
    void pictureTheModelMadeIsRefused() {
        assertThat(refusal(asks(says(ASSISTANT, PICTURE))).param()).isEqualTo("messages[0].content[0]");
    }

    @Test
    void reasoningOfTheHistoryIsLeftOutAndNamed() {
        var signature = new Signature(Signature.Origin.ANTHROPIC, "s");

        Encoded encoded = encode(asks(says(USER, "u"), says(ASSISTANT, new Part.Reasoning("hm"),
                new Part.Redacted("x"), new Part.Mark(signature), new Part.Text("a"))));

        assertThat(encoded.dropped()).containsExactly("reasoning_content", "thinking_blocks");
        assertThat(text(encoded)).doesNotContain("hm").contains("\"content\":\"a\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|{}", "{\"a\":1.0,\"é\":[]}|{\"a\":1.0,\"é\":[]}", "[1]|{\"value\":[1]}",
            "no json|{\"raw_arguments\":\"no json\"}"})
    void argumentsAreAnObject(String arguments, String input) {
        Json.Obj body = body(asks(says(ASSISTANT, new Part.ToolCall("c", "f", arguments))));

        Json.Obj said = history(body).getFirst().object("assistantResponseMessage").orElseThrow();
        assertThat(((Json.Obj) said.elements("toolUses").getFirst()).object("input")).contains(json(input));
    }

    @Test
    void customToolIsAFunctionThatTakesAText() {
        var format = json("{\"type\":\"grammar\",\"grammar\":{\"syntax\":\"lark\",\"definition\":\"start: x\"}}");
        var request = asks(says(ASSISTANT, new Part.ToolCall("c", "sh", "ls -l", true, Optional.empty())))
                .tool(new Tool.Custom("sh", Optional.of("Shell"), Optional.of(format)))
                .tool(new Tool.Custom("plain", Optional.empty(), Optional.of(json("{\"type\":\"text\"}"))));

        Encoded encoded = encode(request);

        assertThat(specifications(body(request))).extracting(it -> it.text("description").orElseThrow())
                .containsExactly("Shell\n\nstart: x", "Tool plain");
        assertThat(text(encoded)).contains("\"input\":{\"input\":\"ls -l\"}").contains("\"required\":[\"input\"]");
        assertThat(encoded.names().custom()).containsExactlyInAnyOrder("sh", "plain");
    }

    @Test
    void schemaAlwaysHasTypeAndRequired() {
        Json.Obj body = body(asks(says(USER, "u")).tool(function("a", "")).tool(function("b", "{}"))
                .tool(function("c", "{\"properties\":{},\"required\":null}")).tool(WEATHER));

        assertThat(specifications(body)).extracting(it -> it.object("inputSchema").flatMap(s -> s.object("json")))
                .containsExactly(Optional.of(json("{\"type\":\"object\",\"properties\":{},\"required\":[]}")),
                        Optional.of(json("{\"type\":\"object\",\"properties\":{},\"required\":[]}")),
                        Optional.of(json("{\"type\":\"object\",\"properties\":{},\"required\":[]}")),
                        ((Tool.Function) WEATHER).parameters());
    }

    @Test
    void toolsWithoutAPlaceAreNamed() {
        Encoded encoded = encode(asks(says(USER, "u")).tool(new Tool.WebSearch(Json.Obj.EMPTY))
                .tool(new Tool.Vendor(json("{\"type\":\"bash_20250124\",\"name\":\"bash\"}")))
                .tool(new Tool.Vendor(json("{\"codeExecution\":{}}"))));

        assertThat(encoded.dropped()).containsExactly("web_search_options", "bash_20250124", "tools");
        assertThat(text(encoded)).doesNotContain("userInputMessageContext");
    }

    @ParameterizedTest
    @CsvSource({"a.b,a_b", "_x,t_x", "7zip,t7zip", "-,t-", "ok,ok"})
    void namesAreMadeFitAndTurnedBack(String client, String sent) {
        var request = asks(says(USER, "u")).tool(function(client, ""));

        Encoded encoded = encode(request);

        assertThat(specifications(body(request)).getFirst().text("name")).contains(sent);
        assertThat(encoded.names().toClient(sent)).isEqualTo(client);
        assertThat(encoded.names().toWire(client)).isEqualTo(sent);
    }

    @Test
    void namesStayApart() {
        var builder = asks(says(USER, "u"));
        Stream.of("1", "t1", "t1_2", ".1", "é".repeat(70), "_".repeat(64), "-".repeat(64), "")
                .forEach(name -> builder.tool(function(name, "")));

        List<String> sent = specifications(body(builder)).stream().map(it -> it.text("name").orElseThrow()).toList();

        assertThat(sent).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-zA-Z][a-zA-Z0-9_-]{0,63}"));
        var names = encode(builder).names();
        assertThat(sent.stream().map(names::toClient)).containsExactlyElementsOf(
                builder.build().tools().stream().map(tool -> ((Tool.Function) tool).name()).toList());
    }

    @Test
    void forbiddenToolsAreNotSent() {
        Encoded encoded = encode(asks(says(USER, "u")).tool(WEATHER).toolChoice(Optional.of(new ToolChoice.None())));

        assertThat(text(encoded)).doesNotContain("get_weather");
        assertThat(encoded.dropped()).isEmpty();
    }

    static Stream<ToolChoice> choices() {
        return Stream.of(new ToolChoice.Required(), new ToolChoice.Named("get_weather", false),
                new ToolChoice.Allowed(false, List.of("get_weather")));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void choiceOfToolsIsNamed(ToolChoice choice) {
        assertThat(encode(asks(says(USER, "u")).tool(WEATHER).toolChoice(Optional.of(choice))).dropped())
                .containsExactly("tool_choice");
    }

    @Test
    void parametersWithoutAPlaceAreNamed() {
        var request = asks(says(USER, "u")).stop(List.of("x")).candidates(2).parallelToolCalls(Optional.of(false))
                .toolChoice(Optional.of(new ToolChoice.Auto())).reasoning(ReasoningControl.effort("high"))
                .knob(Knob.SEED, Json.Num.of(1)).knob(Knob.PRESENCE_PENALTY, new Json.Num("0.5"))
                .knob(Knob.USER, new Json.Str("me")).knob(Knob.STORE, Json.Literal.TRUE);

        assertThat(encode(request).dropped()).containsExactly("stop", "n", "parallel_tool_calls", "reasoning_effort",
                "seed", "presence_penalty", "user", "store");
    }

    @Test
    void defaultsAreNotWorthNaming() {
        var request = asks(says(USER, "u")).parallelToolCalls(Optional.of(true))
                .knob(Knob.PRESENCE_PENALTY, new Json.Num("0.0")).knob(Knob.FREQUENCY_PENALTY, Json.Num.of(0))
                .knob(Knob.STORE, Json.Literal.FALSE).knob(Knob.LOGPROBS, Json.Literal.FALSE)
                .knob(Knob.SERVICE_TIER, new Json.Str("auto")).knob(Knob.VERBOSITY, new Json.Str("medium"))
                .knob(Knob.METADATA, Json.Obj.EMPTY)
                .knob(Knob.MODALITIES, new Json.Arr(List.of(new Json.Str("text"))));

        assertThat(encode(request).dropped()).isEmpty();
    }

    @Test
    void whatWouldChangeTheMeaningIsRefused() {
        assertThat(refusal(asks(says(USER, "u")).knob(Knob.CACHED_CONTENT, new Json.Str("c"))).code())
                .isEqualTo("unsupported_parameter");
        assertThat(refusal(asks(says(USER, "u")).knob(Knob.MODALITIES,
                new Json.Arr(List.of(new Json.Str("text"), new Json.Str("audio"))))).param()).isEqualTo("modalities");
    }

    @Test
    void formOfTheAnswerIsTheLastSystemText() {
        var schema = new ReplyFormat.Schema("s", Optional.empty(), json("{\"type\":\"object\"}"), Optional.empty());

        Json.Obj schemaBody = body(asks(says(SYSTEM, "s"), says(USER, "u")).replyFormat(Optional.of(schema)));
        Json.Obj anyBody = body(asks(says(USER, "u"), says(ASSISTANT, "a"), says(USER, "v"))
                .replyFormat(Optional.of(new ReplyFormat.AnyJson())));

        assertThat(content(current(schemaBody))).isEqualTo(
                "s\n\nReply only with JSON that conforms to this JSON Schema:\n{\"type\":\"object\"}\n\nu");
        assertThat(content(history(anyBody).getFirst())).isEqualTo("Reply only with one valid JSON object.\n\nu");
    }

    @Test
    void accountMayNameItsProfile() {
        var request = asks(says(USER, "u")).build();

        Encoded with = new KiroDialect().encodeRequest(request, Kiro.target(Map.of("profileArn", "arn:aws:x")));
        Encoded without = new KiroDialect().encodeRequest(request, Kiro.target(Map.of("profileArn", "")));

        assertThat(text(with)).startsWith("{\"profileArn\":\"arn:aws:x\",");
        assertThat(text(without)).doesNotContain("profileArn");
    }

    @Test
    void conversationIsNamedByTheIdsOfTheAttempt() {
        assertThat(body(asks(says(USER, "u"))).object("conversationState").orElseThrow().text("conversationId"))
                .contains(Kiro.IDS.uuid("conversation").toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyConversationFitsTheSchemaAndAlternates(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            var request = conversation(random);

            Encoded encoded = encode(request);

            assertThat(Oracle.of("kiro/request").objections(text(encoded))).isEmpty();
            List<Boolean> sides = history(body(request)).stream().map(it -> it.has("userInputMessage")).toList();
            for (int i = 0; i < sides.size(); i++) {
                assertThat(sides.get(sides.size() - 1 - i)).isEqualTo(i % 2 == 1);
            }
        }
    }

    private static ChatRequest.Builder conversation(Random random) {
        var builder = asks();
        for (int i = random.nextInt(8); i >= 0; i--) {
            builder.message(new Message(Role.values()[random.nextInt(4)], parts(random)));
        }
        if (random.nextBoolean()) {
            builder.tool(WEATHER).tool(function("_" + random.nextInt(9), ""));
        }
        return random.nextBoolean() ? builder : builder.replyFormat(Optional.of(new ReplyFormat.AnyJson()));
    }

    private static List<Part> parts(Random random) {
        return Stream.<Part>of(new Part.Text("t"), new Part.Text(""), new Part.Refusal("r"), new Part.Reasoning("x"),
                new Part.ToolCall("c", "f", "{"), new Part.ToolResult("c", "r")).filter(it -> random.nextInt(3) == 0)
                .toList();
    }

    private static Tool.Function function(String name, String parameters) {
        return new Tool.Function(name, Optional.empty(),
                parameters.isEmpty() ? Optional.empty() : Optional.of(json(parameters)), Optional.empty(),
                Optional.empty());
    }

    private static Failure.Refused refusal(ChatRequest.Builder request) {
        var refused = new Failure.Refused[1];
        assertThatThrownBy(() -> encode(request)).isInstanceOfSatisfying(GatewayException.class,
                e -> refused[0] = (Failure.Refused) e.failure());
        return refused[0];
    }

    private static String text(Encoded encoded) {
        return new String(encoded.body(), StandardCharsets.UTF_8);
    }

    private static Json.Obj current(Json.Obj body) {
        return body.object("conversationState").flatMap(it -> it.object("currentMessage"))
                .flatMap(it -> it.object("userInputMessage")).orElseThrow();
    }

    private static List<Json.Obj> history(Json.Obj body) {
        return body.object("conversationState").orElseThrow().elements("history").stream().map(Json.Obj.class::cast)
                .toList();
    }

    private static List<Json.Obj> specifications(Json.Obj body) {
        return current(body).object("userInputMessageContext").orElseThrow().elements("tools").stream()
                .map(it -> ((Json.Obj) it).object("toolSpecification").orElseThrow()).toList();
    }

    private static String content(Json.Obj entry) {
        return entry.object("userInputMessage").or(() -> entry.object("assistantResponseMessage")).orElse(entry)
                .text("content").orElseThrow();
    }
}
