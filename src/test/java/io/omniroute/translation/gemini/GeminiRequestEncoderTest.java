package io.omniroute.translation.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestEncoderTest {
    private static final Oracle REQUEST = Oracle.of("gemini/generate-content-request");
    private static final Message QUESTION = Message.says(Role.USER, "q");

    @Test
    void systemTextsOfAnyPlaceMoveToTheInstruction() {
        Json.Obj body = sent(Hub.asks(Message.says(Role.SYSTEM, "S1"), QUESTION, Message.says(Role.DEVELOPER, "S2"),
                Message.says(Role.ASSISTANT, "b")));

        assertThat(body).isEqualTo(Hub.object("{'contents':[{'role':'user','parts':[{'text':'q'}]},"
                + "{'role':'model','parts':[{'text':'b'}]}],'systemInstruction':{'parts':[{'text':'S1'},{'text':'S2'}]}}"));
    }

    @Test
    void systemTextAloneIsWhatTheUserSays() {
        assertThat(sent(Hub.asks(Message.says(Role.SYSTEM, "Say hi"))))
                .isEqualTo(Hub.object("{'contents':[{'role':'user','parts':[{'text':'Say hi'}]}]}"));
    }

    @Test
    void requestWithNothingToAnswerIsRefused() {
        assertThatThrownBy(() -> sent(Hub.asks(Message.says(Role.USER, "")))).isInstanceOf(GatewayException.class);
    }

    @Test
    void mediaKeepTheirTypesAndNeighboursOfOneRoleAreOneContent() {
        Json.Obj body = sent(Hub.asks(
                Hub.says(Role.USER, new Part.Image(new Media.Inline("image/png", "AAAA")),
                        new Part.Audio("mp3", "AA=="),
                        new Part.Text(""), new Part.Document(new Media.Inline("application/pdf", "JVBE"),
                                Optional.of("a.pdf"))),
                Hub.says(Role.USER, new Part.Image(new Media.Remote("https://example.org/x.PNG?y=.gif")),
                        new Part.Image(new Media.Remote("https://example.org/x")),
                        new Part.Document(new Media.PlainText("note"), Optional.empty(), Optional.of("read this"),
                                Optional.empty(), Optional.empty()),
                        new Part.Document(new Media.Remote("https://example.org/d"), Optional.empty()))));

        assertThat(body.elements("contents")).containsExactly(Hub.object("{'role':'user','parts':["
                + "{'inlineData':{'mimeType':'image/png','data':'AAAA'}},"
                + "{'inlineData':{'mimeType':'audio/mp3','data':'AA=='}},"
                + "{'inlineData':{'mimeType':'application/pdf','data':'JVBE'}},"
                + "{'fileData':{'mimeType':'image/png','fileUri':'https://example.org/x.PNG?y=.gif'}},"
                + "{'fileData':{'mimeType':'image/jpeg','fileUri':'https://example.org/x'}},"
                + "{'text':'read this'},{'text':'note'},"
                + "{'fileData':{'mimeType':'application/pdf','fileUri':'https://example.org/d'}}]}"));
    }

    @Test
    void resultsOfAStepStandTogetherWithTheirPicturesAndTheQuestionBehind() {
        Message picture = new Message(Role.TOOL, List.of(new Part.ToolResult("c2", Optional.of("f"),
                List.of(new Part.Text("4"), new Part.Image(new Media.Inline("image/png", "AAAA"))), true,
                Optional.empty())));

        Json.Obj body = sent(Hub.asks(QUESTION,
                Hub.says(Role.ASSISTANT, new Part.ToolCall("c1", "f", ""), new Part.ToolCall("c2", "f", "[1]")),
                Hub.result("c1", "f", "[1,{\"a\":2.0}]"), picture, Message.says(Role.USER, "so?")));

        assertThat(body.elements("contents")).containsExactly(
                Hub.object("{'role':'user','parts':[{'text':'q'}]}"),
                Hub.object("{'role':'model','parts':[{'functionCall':{'id':'c1','name':'f','args':{}}},"
                        + "{'functionCall':{'id':'c2','name':'f','args':{'value':[1]}}}]}"),
                Hub.object("{'role':'user','parts':[{'functionResponse':{'id':'c1','name':'f','response':"
                        + "{'output':[1,{'a':2.0}]}}},{'functionResponse':{'id':'c2','name':'f','response':"
                        + "{'error':'4'}}},{'inlineData':{'mimeType':'image/png','data':'AAAA'}},{'text':'so?'}]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"four | {'output':'four'}", "{'t':4} | {'t':4}", "7 | {'output':'7'}",
            "[1,2] | {'output':[1,2]}", "{broken | {'output':'{broken'}", "null | {'output':'null'}",
            "{'a':[{'$ref':'#/x'}]} | {'output':'{\\'a\\':[{\\'$ref\\':\\'#/x\\'}]}'}"})
    void resultTextBecomesAnObject(String text, String response) {
        Json.Obj expected = (Json.Obj) JsonText.parse(response.replace("\\'", "\\\"").replace("'", "\"")).orElseThrow();

        assertThat(GeminiResults.response(text.replace('\'', '"'), false)).isEqualTo(expected);
    }

    @Test
    void modelWithoutCallIdsGetsNone() {
        Target target = Hub.flash25();
        Target vertex = new Target("vertex", "m", target.capabilities().with(Ability.FUNCTION_CALL_ID, false), false,
                target.account(), target.ids());

        Json.Obj body = sent(Hub.asks(QUESTION, Hub.says(Role.ASSISTANT, new Part.ToolCall("c1", "f", "{}")),
                Hub.result("c1", "f", "1")), vertex);

        assertThat(JsonText.write(body)).doesNotContain("\"id\"");
    }

    @Test
    void signaturesOfGoogleReturnToTheirPartsAndNoOther() {
        Json.Obj body = sent(Hub.asks(QUESTION,
                Hub.says(Role.ASSISTANT, new Part.Reasoning("plan"), new Part.Mark(Hub.google("A")),
                        new Part.Reasoning("claude's", Optional.of(Hub.anthropic("x"))), new Part.Redacted("sealed"),
                        new Part.Text("look"), new Part.Mark(Hub.google("B")), new Part.Mark(Hub.google("C")),
                        new Part.Mark(Hub.anthropic("y")), Hub.signed("c1", "f", "{}", Hub.google("D")),
                        Hub.signed("c2", "f", "{}", Hub.anthropic("z"))),
                Hub.result("c1", "f", "1"), Hub.result("c2", "f", "2")));

        assertThat(body.elements("contents").get(1)).isEqualTo(Hub.object("{'role':'model','parts':["
                + "{'text':'plan','thought':true,'thoughtSignature':'A'},{'text':'look','thoughtSignature':'B'},"
                + "{'text':'','thoughtSignature':'C'},"
                + "{'functionCall':{'id':'c1','name':'f','args':{}},'thoughtSignature':'D'},"
                + "{'functionCall':{'id':'c2','name':'f','args':{}}}]}"));
    }

    @Test
    void thoughtsOfAMessageWithoutSignatureStayHere() {
        Json.Obj body = sent(Hub.asks(QUESTION, Hub.says(Role.ASSISTANT, new Part.Reasoning("plan"),
                new Part.Text("b")), QUESTION));

        assertThat(JsonText.write(body)).doesNotContain("plan");
    }

    @Test
    void firstCallOfEveryStepOfTheCurrentTurnSkipsTheValidatorOnGemini3() {
        ChatRequest request = Hub.asks(QUESTION,
                Hub.says(Role.ASSISTANT, new Part.ToolCall("o1", "f", "{}")), Hub.result("o1", "f", "1"),
                Message.says(Role.USER, "more"),
                Hub.says(Role.ASSISTANT, new Part.Text("t"), new Part.ToolCall("c1", "f", "{}"),
                        Hub.signed("c2", "f", "{}", Hub.google("S"))),
                Hub.result("c1", "f", "1"), Hub.result("c2", "f", "1"),
                Hub.says(Role.ASSISTANT, Hub.signed("c3", "f", "{}", Hub.anthropic("S"))),
                Hub.result("c3", "f", "1"));

        assertThat(signatures(sent(request, Hub.flash3()))).containsExactly("-", "-", "-", "-", "-",
                GeminiSignatures.SKIP, "S", "-", "-", GeminiSignatures.SKIP, "-");
        assertThat(signatures(sent(request))).containsExactly("-", "-", "-", "-", "-", "-", "S", "-", "-", "-", "-");
    }

    @Test
    void manyAnswersInARowTakeLittleTimeAndAreOneStep() {
        var messages = new ArrayList<>(List.of(QUESTION));
        for (int i = 0; i < 100_000; i++) {
            messages.add(i == 50_000
                    ? Hub.says(Role.ASSISTANT, new Part.ToolCall("c1", "f", "{}"))
                    : Message.says(Role.ASSISTANT, "b"));
        }
        messages.add(Hub.says(Role.ASSISTANT, new Part.ToolCall("c2", "f", "{}")));

        long before = System.nanoTime();
        Json.Obj body = sent(Hub.asks(messages.toArray(Message[]::new)), Hub.flash3());

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThat(signatures(body)).hasSize(100_002).containsOnlyOnce(GeminiSignatures.SKIP);
    }

    private static List<String> signatures(Json.Obj body) {
        return body.elements("contents").stream().flatMap(content -> ((Json.Obj) content).elements("parts").stream())
                .map(part -> ((Json.Obj) part).text("thoughtSignature").orElse("-"))
                .toList();
    }

    @Test
    void conversationThatWentThroughOtherModelsCarriesNothingGeminiWouldRefuse() {
        var request = ChatRequest.builder("alias");
        for (int turn = 0; turn < 30; turn++) {
            String id = "c" + turn;
            Signature signature = new Signature(Signature.Origin.values()[turn % 3], "sig" + turn);
            request.message(Message.says(Role.USER, "turn " + turn))
                    .message(Hub.says(Role.ASSISTANT, new Part.Reasoning("why", Optional.of(signature)),
                            new Part.Redacted("r"), new Part.Mark(signature), new Part.Text("so"),
                            Hub.signed(id, "f", "{}", signature)))
                    .message(Hub.result(id, "f", "ok"));

            Json.Obj body = sent(request.build().toBuilder().build(), Hub.flash3());

            assertThat(signatures(body)).allMatch(it -> it.equals("-") || it.equals(GeminiSignatures.SKIP)
                    || Integer.parseInt(it.substring(3)) % 3 == Signature.Origin.GOOGLE.ordinal());
            assertThat(signatures(body).stream().filter(GeminiSignatures.SKIP::equals).count()).isLessThan(2);
        }
    }

    @Test
    void toolsAreDeclaredUnderFittingNamesAndOnceEach() {
        ChatRequest request = Hub.asks(QUESTION).toBuilder()
                .tool(Hub.function("1 odd/näme", "{'type':'object','properties':{'a':{'type':'string'}}}"))
                .tool(new Tool.Function("ping", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
                .tool(new Tool.Custom("sql", Optional.of("Runs."), Optional.of(
                        Hub.object("{'type':'grammar','grammar':{'syntax':'lark','definition':'start: x'}}"))))
                .tool(new Tool.WebSearch(Hub.object("{'search_context_size':'low'}")))
                .tool(new Tool.Vendor(Hub.object("{'type':'local_shell'}")))
                .toolChoice(Optional.of(new ToolChoice.Named("1 odd/näme", false))).build();

        Encoded encoded = encoded(request, Hub.flash25());

        Json.Obj body = Hub.object(encoded.body());
        assertThat(body.elements("tools")).containsExactly(Hub.object("{'functionDeclarations':["
                + "{'name':'__odd_n_me','description':'does 1 odd/näme','parameters':{'type':'OBJECT','properties':"
                + "{'a':{'type':'STRING'}}}},{'name':'ping','description':'ping'},{'name':'sql','description':"
                + "'Runs.\\n\\nThe input has to follow this lark grammar:\\nstart: x','parameters':{'type':'OBJECT',"
                + "'properties':{'input':{'type':'STRING'}},'required':['input']}}]}"));
        assertThat(body.object("toolConfig")).contains(
                Hub.object("{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['__odd_n_me']}}"));
        assertThat(encoded.names().toClient("__odd_n_me")).isEqualTo("1 odd/näme");
        assertThat(encoded.names().custom()).containsExactly("sql");
        assertThat(encoded.dropped()).containsExactly("local_shell", "web_search");
    }

    @Test
    void searchGoesWhereNoFunctionIsDeclared() {
        ChatRequest request = Hub.asks(QUESTION).toBuilder()
                .tool(new Tool.WebSearch(Hub.object("{'search_context_size':'low'}"))).build();

        Encoded encoded = encoded(request, Hub.flash25());

        assertThat(Hub.object(encoded.body()).elements("tools")).containsExactly(Hub.object("{'googleSearch':{}}"));
        assertThat(encoded.dropped()).containsExactly("web_search_options.search_context_size");
    }

    @Test
    void searchBesideAFunctionIsDroppedAndNamedInEitherOrder() {
        var function = new Tool.Function("ping", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
        var search = new Tool.WebSearch(Json.Obj.EMPTY);

        for (List<Tool> tools : List.of(List.<Tool>of(function, search), List.<Tool>of(search, function))) {
            Encoded encoded = encoded(Hub.asks(QUESTION).toBuilder().tools(tools).build(), Hub.flash3());

            assertThat(Hub.object(encoded.body()).elements("tools")).hasSize(1).noneMatch(
                    it -> it.equals(Hub.object("{'googleSearch':{}}")));
            assertThat(encoded.dropped()).containsExactly("web_search");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"AUTO | {'mode':'AUTO'}", "NONE | {'mode':'NONE'}",
            "REQUIRED | {'mode':'ANY'}",
            "ALLOWED | {'mode':'AUTO','allowedFunctionNames':['f']}",
            "ALLOWED_REQUIRED | {'mode':'ANY','allowedFunctionNames':['f']}"})
    void choiceAmongToolsHasItsMode(String choice, String config) {
        ToolChoice chosen = switch (choice) {
            case "AUTO" -> new ToolChoice.Auto();
            case "NONE" -> new ToolChoice.None();
            case "REQUIRED" -> new ToolChoice.Required();
            default -> new ToolChoice.Allowed(choice.endsWith("D") && choice.contains("_"), List.of("f"));
        };
        ChatRequest request = Hub.asks(QUESTION).toBuilder().toolChoice(Optional.of(chosen))
                .tool(Hub.function("f", "{}")).build();

        assertThat(sent(request).object("toolConfig"))
                .contains(Json.Obj.of("functionCallingConfig", Hub.object(config)));
        assertThat(sent(request.toBuilder().tools(List.of()).build()).has("toolConfig")).isFalse();
    }

    @Test
    void customCallOfTheHistoryCarriesItsText() {
        Json.Obj body = sent(Hub.asks(QUESTION,
                Hub.says(Role.ASSISTANT, new Part.ToolCall("c1", "sql", "select 1", true, Optional.empty())),
                Hub.result("c1", "sql", "1")));

        assertThat(JsonText.write(body)).contains("\"args\":{\"input\":\"select 1\"}");
    }

    @Test
    void knobsFindTheirNamesAndTheOthersAreNamed() {
        var all = Hub.asks(QUESTION).toBuilder();
        for (Knob knob : Knob.values()) {
            all.knob(knob, new Json.Num("1"));
        }
        ChatRequest request = all.knob(Knob.LOGPROBS, Json.Literal.TRUE).knob(Knob.TOP_K, new Json.Num("40.0"))
                .knob(Knob.MODALITIES, JsonText.parse("[\"text\",\"image\"]").orElseThrow())
                .knob(Knob.SAFETY_SETTINGS, JsonText.parse("[]").orElseThrow())
                .knob(Knob.CACHED_CONTENT, new Json.Str("cachedContents/x"))
                .maxTokens(OptionalLong.of(99_999)).candidates(2).stop(List.of("a", "b", "c", "d", "e", "f"))
                .parallelToolCalls(Optional.of(false)).build();
        Target target = Hub.flash25();
        Target limited = new Target("gemini", "m", target.capabilities().withMaxOutput(OptionalLong.of(100)), false,
                target.account(), target.ids());

        Encoded encoded = encoded(request, limited);

        Json.Obj body = Hub.object(encoded.body());
        assertThat(body.object("generationConfig")).contains(Hub.object("{'temperature':1,'topP':1,'topK':40,'seed':1,"
                + "'presencePenalty':1,'frequencyPenalty':1,'responseLogprobs':true,'logprobs':1,"
                + "'responseModalities':['TEXT','IMAGE'],'maxOutputTokens':100,'candidateCount':2,"
                + "'stopSequences':['a','b','c','d','e']}"));
        assertThat(body.text("cachedContent")).contains("cachedContents/x");
        assertThat(body.elements("safetySettings")).isEmpty();
        assertThat(encoded.dropped()).containsExactlyInAnyOrder("logit_bias", "verbosity", "prediction", "audio",
                "user", "safety_identifier", "metadata", "store", "service_tier", "prompt_cache_key", "stop",
                "parallel_tool_calls");
    }

    @Test
    void knobsAtTheirDefaultAreNotMissed() {
        ChatRequest request = Hub.asks(QUESTION).toBuilder().knob(Knob.STORE, Json.Literal.FALSE)
                .knob(Knob.SERVICE_TIER, new Json.Str("auto")).knob(Knob.VERBOSITY, new Json.Str("medium"))
                .knob(Knob.METADATA, Json.Obj.EMPTY).knob(Knob.LOGPROBS, Json.Literal.FALSE)
                .knob(Knob.MODALITIES, JsonText.parse("[\"text\"]").orElseThrow())
                .parallelToolCalls(Optional.of(true)).build();

        Encoded encoded = encoded(request, Hub.flash25());

        assertThat(encoded.dropped()).isEmpty();
        assertThat(Hub.object(encoded.body()).has("generationConfig")).isFalse();
    }

    @Test
    void formOfTheAnswerIsCleanedToo() {
        ChatRequest request = Hub.asks(QUESTION).toBuilder().replyFormat(Optional.of(new ReplyFormat.Schema("r",
                Optional.empty(), Hub.object("{'type':'object','properties':{'n':{'type':'array','items':"
                        + "{'type':'integer'},'uniqueItems':true}},'additionalProperties':false}"),
                Optional.of(true)))).build();

        Encoded encoded = encoded(request, Hub.flash25());

        assertThat(Hub.object(encoded.body()).object("generationConfig")).contains(
                Hub.object("{'responseMimeType':'application/json','responseSchema':{'type':'OBJECT','properties':"
                        + "{'n':{'type':'ARRAY','items':{'type':'INTEGER'}}}}}"));
        assertThat(encoded.dropped()).containsExactly("response_format.schema.properties.n.uniqueItems");
        assertThat(sent(Hub.asks(QUESTION).toBuilder().replyFormat(Optional.of(new ReplyFormat.AnyJson())).build())
                .object("generationConfig")).contains(Hub.object("{'responseMimeType':'application/json'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"BUDGET | gemini-2.5-flash | none | {'thinkingBudget':0}",
            "BUDGET | gemini-2.5-flash | minimal | {'thinkingBudget':1024,'includeThoughts':true}",
            "BUDGET | gemini-2.5-flash | low | {'thinkingBudget':1024,'includeThoughts':true}",
            "BUDGET | gemini-2.5-flash | medium | {'thinkingBudget':8192,'includeThoughts':true}",
            "BUDGET | gemini-2.5-flash | max | {'thinkingBudget':24576,'includeThoughts':true}",
            "LEVEL | gemini-3-flash | none | {'thinkingLevel':'MINIMAL'}",
            "LEVEL | gemini-3-pro | none | {'thinkingLevel':'LOW'}",
            "LEVEL | gemini-3-pro-preview | medium | {'thinkingLevel':'HIGH','includeThoughts':true}",
            "LEVEL | gemini-3-flash | medium | {'thinkingLevel':'MEDIUM','includeThoughts':true}",
            "LEVEL | gemini-3-flash | xhigh | {'thinkingLevel':'HIGH','includeThoughts':true}"})
    void effortBecomesABudgetOrALevel(ThinkingStyle style, String model, String effort, String config) {
        ChatRequest request = Hub.asks(QUESTION).toBuilder().reasoning(ReasoningControl.effort(effort)).build();

        assertThat(sent(request, Hub.target(model, style)).object("generationConfig"))
                .contains(Json.Obj.of("thinkingConfig", Hub.object(config)));
    }

    @Test
    void explicitThinkingWinsAndIsSaidInTheModelsOwnWay() {
        assertThat(thinking(new Thinking.Enabled(5_000, Optional.empty()), ThinkingStyle.BUDGET))
                .contains(Hub.object("{'thinkingBudget':5000,'includeThoughts':true}"));
        assertThat(thinking(new Thinking.Disabled(), ThinkingStyle.BUDGET))
                .contains(Hub.object("{'thinkingBudget':0}"));
        assertThat(thinking(new Thinking.Adaptive(Optional.of("omitted")), ThinkingStyle.BUDGET))
                .contains(Hub.object("{'thinkingBudget':-1}"));
        assertThat(thinking(new Thinking.Enabled(5_000, Optional.empty()), ThinkingStyle.LEVEL))
                .contains(Hub.object("{'thinkingLevel':'MEDIUM','includeThoughts':true}"));
        assertThat(thinking(new Thinking.Disabled(), ThinkingStyle.LEVEL))
                .contains(Hub.object("{'thinkingLevel':'MINIMAL'}"));
        assertThat(thinking(new Thinking.Adaptive(Optional.empty()), ThinkingStyle.LEVEL))
                .contains(Hub.object("{'thinkingLevel':'HIGH','includeThoughts':true}"));
        assertThat(thinking(new Thinking.Disabled(), ThinkingStyle.NONE)).isEmpty();
    }

    private static Optional<Json.Obj> thinking(Thinking thinking, ThinkingStyle style) {
        var control = new ReasoningControl(Optional.of("high"), Optional.of(thinking), Optional.empty(),
                Optional.empty());
        Target target = Hub.target("gemini-flash", style);
        Encoded encoded = encoded(Hub.asks(QUESTION).toBuilder().reasoning(control).build(), target);
        assertThat(encoded.dropped()).isEqualTo(style == ThinkingStyle.NONE
                ? List.of("reasoning_effort", "thinking")
                : List.of());
        return Hub.object(encoded.body()).object("generationConfig").flatMap(it -> it.object("thinkingConfig"));
    }

    @Test
    void pictureInASystemMessageIsRefusedWithItsPlace() {
        ChatRequest request = Hub.asks(Hub.says(Role.SYSTEM, new Part.Image(new Media.Inline("image/png", "AAAA"))),
                QUESTION);

        assertThatThrownBy(() -> sent(request)).isInstanceOfSatisfying(GatewayException.class,
                e -> assertThat(((Failure.Refused) e.failure()).param()).isEqualTo("messages[0]"));
    }

    @Test
    void commandLineClientsEnvelopeHoldsTheBody() {
        Encoded encoded = new GeminiCliDialect().encodeRequest(Hub.asks(QUESTION), Hub.flash25());

        Json.Obj envelope = Hub.object(encoded.body());
        assertThat(envelope.members().keySet()).containsExactly("project", "model", "user_prompt_id", "request");
        assertThat(envelope.text("project")).contains("p1");
        Json.Obj body = envelope.object("request").orElseThrow();
        assertThat(body.text("session_id")).isPresent();
        assertThat(REQUEST.objections(JsonText.write(body.without("session_id")))).isEmpty();
    }

    private static Json.Obj sent(ChatRequest request) {
        return sent(request, Hub.flash25());
    }

    private static Json.Obj sent(ChatRequest request, Target target) {
        return Hub.object(encoded(request, target).body());
    }

    private static Encoded encoded(ChatRequest request, Target target) {
        Encoded encoded = new GeminiDialect().encodeRequest(request, target);
        assertThat(REQUEST.objections(new String(encoded.body(), StandardCharsets.UTF_8))).isEmpty();
        return encoded;
    }
}
