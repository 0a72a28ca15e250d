package io.omniroute.translation.anthropic;

import static io.omniroute.translation.anthropic.Hub.ADAPTIVE;
import static io.omniroute.translation.anthropic.Hub.BUDGET;
import static io.omniroute.translation.anthropic.Hub.OLD;
import static io.omniroute.translation.anthropic.Hub.asking;
import static io.omniroute.translation.anthropic.Hub.assistant;
import static io.omniroute.translation.anthropic.Hub.encoded;
import static io.omniroute.translation.anthropic.Hub.function;
import static io.omniroute.translation.anthropic.Hub.json;
import static io.omniroute.translation.anthropic.Hub.result;
import static io.omniroute.translation.anthropic.Hub.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.catalog.Capabilities;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import io.omniroute.catalog.Ability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnthropicRequestEncoderTest {
    private static final Signature SEAL = new Signature(Origin.ANTHROPIC, "sigA");

    @Test
    void plainQuestionIsWhatTheVendorDocumentsAndNothingMore() {
        Json.Obj body = encoded(asking(user("Hi")), OLD);

        assertThat(body).isEqualTo(json("{'model':'claude-x','max_tokens':8192,'messages':[{'role':'user',"
                + "'content':[{'type':'text','text':'Hi'}]}]}"));
    }

    @Test
    void versionIsAlwaysTheOneThatTakesSamplingAndBetasOnlyWhereNeeded() {
        assertThat(sent(asking(user("Hi")), BUDGET).headers()).containsOnlyKeys("anthropic-version")
                .containsEntry("anthropic-version", "2023-06-01");
        assertThat(sent(asking(user("Hi")).tool(vendor("computer_20250124")).tool(vendor("bash_20250124")), BUDGET)
                .headers()).containsEntry("anthropic-beta", "computer-use-2025-01-24");
    }

    @Test
    void systemAndDeveloperTextsAreHoistedInOrder() {
        var marker = Optional.<Json>of(json("{'type':'ephemeral'}"));
        Json.Obj body = encoded(asking(Message.says(Role.SYSTEM, "A"), user("one"), assistant(new Part.Text("two")),
                new Message(Role.DEVELOPER, List.of(new Part.Text(""), new Part.Text("B", marker))), user("three")),
                BUDGET);

        assertThat(body.get("system")).contains(array("[{'type':'text','text':'A'},{'type':'text','text':'B',"
                + "'cache_control':{'type':'ephemeral'}}]"));
        assertThat(body.elements("messages")).hasSize(3);
    }

    @Test
    void neighboursMergeAndEmptyTextsVanish() {
        Json.Obj body = encoded(asking(user("a"), user(""), new Message(Role.USER, List.of()), user("b")), BUDGET);

        assertThat(body.get("messages")).contains(array("[{'role':'user','content':[{'type':'text','text':'a'},"
                + "{'type':'text','text':'b'}]}]"));
    }

    @Test
    void resultsLeadTheirTurn() {
        Json.Obj body = encoded(asking(user("q"), assistant(new Part.Text("Checking."),
                new Part.ToolCall("c1", "f", "{\"city\":\"Oslo\"}"), new Part.ToolCall("c2", "f", "")), user("early"),
                result("c1", "4"), result("c2", "")), BUDGET);

        assertThat(body.elements("messages").get(1)).isEqualTo(json("{'role':'assistant','content':["
                + "{'type':'text','text':'Checking.'},{'type':'tool_use','id':'c1','name':'f','input':"
                + "{'city':'Oslo'}},{'type':'tool_use','id':'c2','name':'f','input':{}}]}"));
        assertThat(body.elements("messages").get(2)).isEqualTo(json("{'role':'user','content':["
                + "{'type':'tool_result','tool_use_id':'c1','content':'4'},"
                + "{'type':'tool_result','tool_use_id':'c2','content':''},{'type':'text','text':'early'}]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"{\"a\":|{\"raw_arguments\":\"{\\\"a\\\":\"}",
            "[1]|{\"value\":[1]}", "1.0|{\"value\":1.0}", "null|{\"value\":null}", "~  ~|{}"})
    void argumentsAreAlwaysAnObject(String arguments, String input) {
        Json.Obj body = encoded(asking(user("q"), assistant(new Part.ToolCall("c", "f", arguments)), result("c", "x")),
                BUDGET);

        Json.Obj call = (Json.Obj) ((Json.Obj) body.elements("messages").get(1)).elements("content").getFirst();
        assertThat(call.object("input").map(JsonText::write)).contains(input);
    }

    @Test
    void resultsKeepPicturesErrorsAndMarkers() {
        var marker = Optional.<Json>of(json("{'type':'ephemeral'}"));
        var shown = new Part.ToolResult("c", Optional.of("f"), List.of(new Part.Text("seen"), new Part.Text(""),
                new Part.Image(new Media.Remote("https://example.org/a.png"))), true, marker);
        Json.Obj body = encoded(asking(user("q"), assistant(new Part.ToolCall("c", "f", "{}")),
                new Message(Role.TOOL, List.of(shown))), BUDGET);

        assertThat(((Json.Obj) body.elements("messages").get(2)).elements("content").getFirst()).isEqualTo(json(
                "{'type':'tool_result','tool_use_id':'c','content':[{'type':'text','text':'seen'},{'type':'image',"
                        + "'source':{'type':'url','url':'https://example.org/a.png'}}],'is_error':true,"
                        + "'cache_control':{'type':'ephemeral'}}"));
    }

    @Test
    void failureWithoutAWordGetsOne() {
        var silent = new Part.ToolResult("c", Optional.empty(), List.of(), true, Optional.empty());
        var empty = new Part.ToolResult("d", Optional.empty(), List.of(new Part.Text("")), true, Optional.empty());
        Json.Obj body = encoded(asking(user("q"), new Message(Role.TOOL, List.of(silent)),
                new Message(Role.TOOL, List.of(empty))), BUDGET);

        assertThat(((Json.Obj) body.elements("messages").getFirst()).elements("content").subList(0, 2))
                .allMatch(it -> ((Json.Obj) it).text("content").equals(Optional.of("[tool error]")));
    }

    @Test
    void onlyTheVendorsOwnSignaturesComeBackAndAtTheirPlace() {
        Json.Obj body = encoded(asking(user("q"), assistant(new Part.Reasoning("A", Optional.of(SEAL)),
                new Part.ToolCall("c1", "f", "{}", false, Optional.of(new Signature(Origin.GOOGLE, "g"))),
                new Part.Redacted("zzz"), new Part.Reasoning("unsigned"),
                new Part.Reasoning("other", Optional.of(new Signature(Origin.OPENAI, "o"))),
                new Part.Mark(new Signature(Origin.GOOGLE, "g")), new Part.Refusal("no"),
                new Part.ToolCall("c2", "f", "{}")), result("c1", "4"), result("c2", "5")), BUDGET);

        assertThat(((Json.Obj) body.elements("messages").get(1)).get("content")).contains(array("[{'type':'thinking',"
                + "'thinking':'A','signature':'sigA'},{'type':'tool_use','id':'c1','name':'f','input':{}},"
                + "{'type':'redacted_thinking','data':'zzz'},{'type':'text','text':'no'},"
                + "{'type':'tool_use','id':'c2','name':'f','input':{}}]"));
    }

    @Test
    void prefillLosesItsTrailingWhiteSpaceAndVanishesWhenNothingIsLeft() {
        assertThat(encoded(asking(user("a"), assistant(new Part.Text("The answer is \n"))), BUDGET)
                .elements("messages").get(1)).isEqualTo(json(
                        "{'role':'assistant','content':[{'type':'text',"
                                + "'text':'The answer is'}]}"));
        assertThat(encoded(asking(user("a"), assistant(new Part.Text(" "))), BUDGET).elements("messages")).hasSize(1);
    }

    @Test
    void effortIsDroppedWhereThinkingCannotBe() {
        var call = new Part.ToolCall("c", "f", "{}");
        var signed = assistant(new Part.Reasoning("A", Optional.of(SEAL)), call);
        Message[][] barred = {{user("q"), assistant(new Part.Text("It is"))},
                {user("q"), assistant(call), result("c", "4")},
                {user("q"), signed, result("c", "4"), assistant(call), result("c", "5")}};
        Message[][] free = {{user("q")}, {user("q"), signed, result("c", "4")},
                {user("q"), assistant(new Part.Redacted("x"), call), result("c", "4")},
                {user("q"), assistant(call), result("c", "4"), user("and?")},
                {user("q"), assistant(call), result("c", "4"), assistant(new Part.Text("done")), user("next")}};

        for (Message[] messages : barred) {
            assertThat(encoded(thinking(messages), BUDGET).has("thinking")).isFalse();
        }
        for (Message[] messages : free) {
            assertThat(encoded(thinking(messages), BUDGET).has("thinking")).isTrue();
        }
    }

    @Test
    void forcedCallBeatsTheEffort() {
        for (ToolChoice choice : List.of(new ToolChoice.Required(), new ToolChoice.Named("f", false),
                new ToolChoice.Allowed(true, List.of("f")))) {
            ChatRequest.Builder request = thinking(user("q")).tool(function("f")).toolChoice(Optional.of(choice));

            assertThat(encoded(request, BUDGET).has("thinking")).isFalse();
            assertThat(sent(request, BUDGET).dropped()).containsExactly("reasoning_effort");
        }
        assertThat(encoded(thinking(user("q")).tool(function("f")).toolChoice(Optional.of(new ToolChoice.Auto())),
                BUDGET).has("thinking")).isTrue();
    }

    private static ChatRequest.Builder thinking(Message... messages) {
        return asking(messages).reasoning(ReasoningControl.effort("low"));
    }

    @Test
    void thinkingBarsTemperatureAndTopKAndMostOfTopP() {
        ChatRequest.Builder request = thinking(user("q")).knob(Knob.TEMPERATURE, num("0.2"))
                .knob(Knob.TOP_K, num("5")).knob(Knob.TOP_P, num("0.5"));

        Encoded sent = sent(request, BUDGET);

        assertThat(sent.dropped()).containsExactly("temperature", "top_p", "top_k");
        assertThat(encoded(thinking(user("q")).knob(Knob.TOP_P, num("0.95")), BUDGET).get("top_p"))
                .contains(num("0.95"));
    }

    @ParameterizedTest
    @CsvSource({"1.7,1", "0.50,0.50", "1e3,1", "1.0,1.0", "0,0"})
    void temperatureIsAtMostOneAndKeepsItsLiteral(String asked, String sent) {
        assertThat(encoded(asking(user("q")).knob(Knob.TEMPERATURE, num(asked)), BUDGET).get("temperature"))
                .contains(num(sent));
    }

    @Test
    void modelsThatSampleByThemselvesGetNothingElse() {
        ChatRequest.Builder request = asking(user("q")).knob(Knob.TEMPERATURE, num("0.3"))
                .knob(Knob.TOP_P, num("0.9")).knob(Knob.TOP_K, num("3"));

        assertThat(sent(request, ADAPTIVE).dropped()).containsExactly("temperature", "top_p", "top_k");
        assertThat(sent(asking(user("q")).knob(Knob.TEMPERATURE, num("1")).knob(Knob.TOP_P, num("0.99")), ADAPTIVE)
                .dropped()).isEmpty();
    }

    @Test
    void parametersOfOthersAreNamedUnlessTheyHaveTheirDefault() {
        ChatRequest.Builder request = asking(user("q")).knob(Knob.SEED, num("0")).knob(Knob.LOGPROBS, Json.of(true))
                .knob(Knob.TOP_LOGPROBS, num("2")).knob(Knob.LOGIT_BIAS, json("{'5':1}"))
                .knob(Knob.PRESENCE_PENALTY, num("1")).knob(Knob.FREQUENCY_PENALTY, num("0.1"))
                .knob(Knob.STORE, Json.of(true)).knob(Knob.METADATA, json("{'a':'b'}"))
                .knob(Knob.PREDICTION, json("{'a':'b'}")).knob(Knob.VERBOSITY, str("low"))
                .knob(Knob.PROMPT_CACHE_KEY, str("k")).knob(Knob.SAFETY_SETTINGS, array("[1]"))
                .knob(Knob.AUDIO, json("{'voice':'x'}")).knob(Knob.SERVICE_TIER, str("flex"))
                .knob(Knob.TEMPERATURE, str("hot")).stop(List.of("  \n"));

        assertThat(sent(request, BUDGET).dropped()).containsExactlyInAnyOrder("seed", "logprobs", "top_logprobs",
                "logit_bias", "presence_penalty", "frequency_penalty", "store", "metadata", "prediction", "verbosity",
                "prompt_cache_key", "safety_settings", "audio", "service_tier", "temperature", "stop");
        assertThat(sent(asking(user("q")).knob(Knob.LOGPROBS, Json.of(false)).knob(Knob.TOP_LOGPROBS, num("0"))
                .knob(Knob.LOGIT_BIAS, Json.Obj.EMPTY).knob(Knob.PRESENCE_PENALTY, num("0.0"))
                .knob(Knob.STORE, Json.of(false)).knob(Knob.METADATA, Json.Obj.EMPTY)
                .knob(Knob.VERBOSITY, str("medium")).knob(Knob.MODALITIES, array("['text']")), BUDGET).dropped())
                .isEmpty();
    }

    @Test
    void userTierAndStopsHavePlacesOfTheirOwn() {
        Json.Obj body = encoded(asking(user("q")).knob(Knob.USER, str("u1")).knob(Knob.SERVICE_TIER, str("default"))
                .stop(List.of("END", "  \n")), BUDGET);

        assertThat(body.get("metadata")).contains(json("{'user_id':'u1'}"));
        assertThat(body.text("service_tier")).contains("standard_only");
        assertThat(body.get("stop_sequences")).contains(array("['END']"));
        assertThat(encoded(asking(user("q")).knob(Knob.SAFETY_IDENTIFIER, str("s")), BUDGET).get("metadata"))
                .contains(json("{'user_id':'s'}"));
    }

    static Stream<ChatRequest.Builder> refused() {
        return Stream.of(asking(user("q")).candidates(2),
                asking(user("q")).knob(Knob.MODALITIES, array("['text','audio']")),
                asking(user("q")).knob(Knob.CACHED_CONTENT, str("cachedContents/1")),
                asking(new Message(Role.USER, List.of(new Part.Audio("wav", "UklGRg==")))),
                asking(new Message(Role.USER, List.of(new Part.Image(new Media.Inline("image/tiff", "AA"))))),
                asking(new Message(Role.USER, List.of(new Part.Image(new Media.Remote("gs://b/a.png"))))),
                asking(new Message(Role.USER, List.of(new Part.Image(new Media.PlainText("x"))))),
                asking(new Message(Role.USER, List.of(document(new Media.Inline("video/mp4", "AA"))))),
                asking(new Message(Role.USER, List.of(document(new Media.Inline("text/plain", "%%%="))))),
                asking(new Message(Role.USER, List.of(document(new Media.Remote("https://x/a", "video/mp4"))))),
                asking(new Message(Role.USER, List.of(new Part.ToolCall("a", "f", "{}")))),
                asking(new Message(Role.USER, List.of(new Part.Redacted("x")))),
                asking(new Message(Role.SYSTEM, List.of(new Part.Audio("wav", "")))),
                asking(user("q"), assistant(new Part.Audio("wav", ""))),
                asking(user("q"), assistant(new Part.ToolResult("a", "x"))), asking(user("")), asking());
    }

    @ParameterizedTest
    @CsvSource({"1,0.95,top_p,temperature", "0.3,0.95,temperature,top_p"})
    void ofTwoSamplingParametersANewModelGetsOne(String temperature, String topP, String kept, String gone) {
        Json.Obj body = encoded(asking(user("q")).knob(Knob.TEMPERATURE, num(temperature)).knob(Knob.TOP_P, num(topP)),
                OLD.with(Ability.TEMPERATURE_WITH_TOP_P, false));

        assertThat(body.has(kept)).isTrue();
        assertThat(body.has(gone)).isFalse();
    }

    @Test
    void whatTheAssistantMadeIsShownInTheUsersNextTurn() {
        var picture = new Part.Image(new Media.Inline("image/png", "AA"));
        Json.Obj body = encoded(asking(user("q"), assistant(new Part.Text("Here."), picture), user("and now?")),
                BUDGET);

        List<Json> turns = body.elements("messages");
        assertThat(turns).hasSize(3);
        assertThat(((Json.Obj) turns.get(1)).elements("content")).hasSize(1);
        assertThat(((Json.Obj) turns.get(2)).elements("content")).extracting(it -> ((Json.Obj) it).text("type").get())
                .containsExactly("text", "image", "text");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatClaudeCannotTakeIsRefusedBeforeItIsAsked(ChatRequest.Builder request) {
        assertThatThrownBy(() -> sent(request, BUDGET)).isInstanceOfSatisfying(GatewayException.class,
                e -> assertThat(e.failure()).isInstanceOfSatisfying(Failure.Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.param()).isNotEmpty();
                }));
    }

    @Test
    void refusalOfSeveralAnswersNamesTheParameter() {
        assertThatThrownBy(() -> sent(asking(user("q")).candidates(2), BUDGET)).isInstanceOfSatisfying(
                GatewayException.class, e -> assertThat(e.failure()).isEqualTo(new Failure.Refused(400,
                        "unsupported_parameter", "Claude models give one answer, not 2", "n", null)));
    }

    @Test
    void picturesAndDocumentsFindTheirForm() {
        Json.Obj body = encoded(asking(new Message(Role.USER, List.of(
                new Part.Image(new Media.Inline("image/jpg", "AA"), Optional.of("high"), Optional.empty()),
                document(new Media.Inline("application/pdf", "JV")), document(new Media.Inline("text/plain", "w6k=")),
                document(new Media.Inline("image/png", "BB")), document(new Media.PlainText("plain")),
                document(new Media.Remote("https://x/a.pdf"))))), BUDGET);

        assertThat(((Json.Obj) body.elements("messages").getFirst()).get("content")).contains(array(
                "[{'type':'image','source':{'type':'base64','media_type':'image/jpeg','data':'AA'}},"
                        + "{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'JV'},'title':'n'},"
                        + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'é'},'title':'n'},"
                        + "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'BB'}},"
                        + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'plain'},'title':'n'},"
                        + "{'type':'document','source':{'type':'url','url':'https://x/a.pdf'},'title':'n'}]"));
    }

    private static Part document(Media source) {
        return new Part.Document(source, Optional.of("n"));
    }

    @Test
    void schemaIsSaidNativelyOrInWords() {
        var format = new ReplyFormat.Schema("r", Optional.empty(), json("{'type':'object'}"), Optional.of(true));
        ChatRequest.Builder request = asking(Message.says(Role.SYSTEM, "S"), user("q"))
                .replyFormat(Optional.of(format));

        assertThat(encoded(request, BUDGET).get("output_config")).contains(json(
                "{'format':{'type':'json_schema','schema':{'type':'object'}}}"));
        assertThat(encoded(request, OLD).has("output_config")).isFalse();
        assertThat(encoded(request, OLD).elements("system").get(1)).isEqualTo(AnthropicReplyEncoder.text(
                "Reply only with JSON that conforms to this JSON Schema:\n{\"type\":\"object\"}"));
        assertThat(encoded(asking(user("q")).replyFormat(Optional.of(new ReplyFormat.AnyJson())), BUDGET)
                .get("system")).contains(array("[{'type':'text','text':'Reply only with one valid JSON object.'}]"));
    }

    @Test
    void effortAndSchemaShareOnePlace() {
        var format = new ReplyFormat.Schema("r", Optional.empty(), json("{'type':'object'}"), Optional.empty());
        Json.Obj body = encoded(thinking(user("q")).replyFormat(Optional.of(format)), ADAPTIVE);

        assertThat(body.get("output_config")).contains(json(
                "{'effort':'low','format':{'type':'json_schema','schema':{'type':'object'}}}"));
    }

    @Test
    void toolsFindTheirForm() {
        var weather = new Tool.Function("get.weather", Optional.of("W"), Optional.of(json("{'properties':{}}")),
                Optional.of(true), Optional.of(json("{'type':'ephemeral'}")));
        var grammar = new Tool.Custom("patch", Optional.of("P"), Optional.of(json(
                "{'type':'grammar','grammar':{'syntax':'lark','definition':'start: x'}}")));
        var location = new Tool.WebSearch(json("{'search_context_size':'high','user_location':{'type':'approximate',"
                + "'approximate':{'city':'Oslo'}}}"));
        ChatRequest.Builder request = asking(user("q")).tools(List.of(weather, function("ping"), grammar, location,
                vendor("web_fetch_20250910"), vendor("code_interpreter"), vendor("web_search_2025_08_26")));

        assertThat(encoded(request, BUDGET).get("tools")).contains(array("[{'name':'get_weather','description':'W',"
                + "'input_schema':{'properties':{},'type':'object'},'strict':true,'cache_control':{'type':'ephemeral'}},"
                + "{'name':'ping','input_schema':{'type':'object','properties':{}}},{'name':'patch','description':"
                + "'P\\n\\nThe input must match this lark grammar:\\nstart: x','input_schema':{'type':'object',"
                + "'properties':{'input':{'type':'string'}},'required':['input']}},{'type':'web_search_20250305',"
                + "'name':'web_search','user_location':{'type':'approximate','city':'Oslo'}},"
                + "{'type':'web_fetch_20250910','name':'t'}]"));
        assertThat(sent(request, BUDGET).dropped()).containsExactly("web_search_options.search_context_size",
                "code_interpreter", "web_search_2025_08_26");
        assertThat(sent(request, BUDGET).names().toClient("get_weather")).isEqualTo("get.weather");
        assertThat(sent(request, BUDGET).names().custom()).containsExactly("patch");
    }

    @Test
    void strictIsNotSaidToModelsThatDoNotKnowIt() {
        var strict = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());

        assertThat(encoded(asking(user("q")).tool(strict), OLD).get("tools")).contains(array(
                "[{'name':'f','input_schema':{'type':'object','properties':{}}}]"));
    }

    static Stream<Object[]> choices() {
        return Stream.of(new Object[]{new ToolChoice.Auto(), true, "{'type':'auto'}"},
                new Object[]{new ToolChoice.None(), true, "{'type':'none'}"},
                new Object[]{new ToolChoice.None(), false, "{'type':'none'}"},
                new Object[]{new ToolChoice.Required(), false, "{'type':'any','disable_parallel_tool_use':true}"},
                new Object[]{new ToolChoice.Named("p.q", false), true, "{'type':'tool','name':'p_q'}"},
                new Object[]{new ToolChoice.Allowed(true, List.of("f")), true, "{'type':'any'}"},
                new Object[]{new ToolChoice.Allowed(false, List.of("f")), false,
                        "{'type':'auto','disable_parallel_tool_use':true}"});
    }

    @ParameterizedTest
    @MethodSource("choices")
    void toolChoiceFindsItsForm(ToolChoice choice, boolean parallel, String sent) {
        ChatRequest.Builder request = asking(user("q")).tools(List.of(function("f"), function("p.q")))
                .toolChoice(Optional.of(choice)).parallelToolCalls(Optional.of(parallel));

        assertThat(encoded(request, BUDGET).get("tool_choice")).contains(json(sent));
    }

    @Test
    void callsOneAtATimeNeedAChoiceAndAChoiceNeedsTools() {
        assertThat(encoded(asking(user("q")).tool(function("f")).parallelToolCalls(Optional.of(false)), BUDGET)
                .get("tool_choice")).contains(json("{'type':'auto','disable_parallel_tool_use':true}"));
        assertThat(encoded(asking(user("q")).parallelToolCalls(Optional.of(false))
                .toolChoice(Optional.of(new ToolChoice.Required())), BUDGET).has("tool_choice")).isFalse();
    }

    @Test
    void allowedToolsAreTheOnlyOnes() {
        ChatRequest.Builder request = asking(user("q")).tools(List.of(function("f"), function("g"),
                new Tool.Custom("c", Optional.empty(), Optional.empty()), new Tool.WebSearch(Json.Obj.EMPTY),
                vendor("bash_20250124"))).toolChoice(Optional.of(
                        new ToolChoice.Allowed(false,
                                List.of("g", "bash_20250124"))));

        assertThat(encoded(request, BUDGET).elements("tools")).extracting(it -> ((Json.Obj) it).text("name")
                .orElse("")).containsExactly("g", "t");
    }

    @Test
    void lastFourCacheMarkersStayWhereverTheyStand() {
        var marker = Optional.<Json>of(json("{'type':'ephemeral'}"));
        var tool = new Tool.Function("f", Optional.empty(), Optional.of(json(
                "{'type':'object','properties':{'cache_control':{'type':'string'}}}")), Optional.empty(), marker);
        var inner = new Part.ToolResult("c", Optional.empty(), List.of(new Part.Text("x", marker)), false, marker);
        ChatRequest.Builder request = asking(new Message(Role.SYSTEM, List.of(new Part.Text("S", marker))),
                new Message(Role.USER, List.of(new Part.Text("q", marker))),
                assistant(new Part.ToolCall("c", "f", "{\"cache_control\":1}")),
                new Message(Role.TOOL, List.of(inner)), new Message(Role.USER, List.of(new Part.Text("r", marker))))
                .tool(tool);

        String body = new String(sent(request, BUDGET).body(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(body.split("\"cache_control\":\\{\"type\":\"ephemeral\"", -1)).hasSize(5);
        assertThat(body).contains("{\"type\":\"text\",\"text\":\"S\"}", "\"properties\":{\"cache_control\"",
                "\"input\":{\"cache_control\":1}", "\"text\":\"x\",\"cache_control\"");
        assertThat(Oracle.of("anthropic/messages-request").objections(body)).isEmpty();
    }

    @Test
    void noMarkerIsPutWhereTheClientSaidNull() {
        Json.Obj body = encoded(asking(new Message(Role.USER, List.of(new Part.Text("q",
                Optional.of(Json.Literal.NULL))))), BUDGET);

        assertThat(body.toString()).doesNotContain("cache_control");
    }

    @Test
    void everythingAtOnceIsWhatTheVendorDocuments() {
        var all = new ReasoningControl(Optional.of("high"), Optional.of(new Thinking.Enabled(5_000, Optional.empty())),
                Optional.of(true), Optional.of("auto"));
        ChatRequest.Builder request = asking(user("q")).reasoning(all).maxTokens(OptionalLong.of(9_000))
                .tool(function("f")).knob(Knob.TOP_P, num("0.97")).knob(Knob.USER, str("u")).stream(true);

        for (Capabilities capabilities : List.of(BUDGET, ADAPTIVE, OLD)) {
            String body = new String(sent(request, capabilities).body(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(Oracle.of("anthropic/messages-request").objections(body)).isEmpty();
        }
    }

    private static Tool vendor(String type) {
        return new Tool.Vendor(json("{'type':'" + type + "','name':'t'}"));
    }

    private static Encoded sent(ChatRequest.Builder request, Capabilities capabilities) {
        return Hub.DIALECT.encodeRequest(request.build(), Hub.target(capabilities));
    }

    private static Json.Num num(String literal) {
        return new Json.Num(literal);
    }

    private static Json.Str str(String value) {
        return new Json.Str(value);
    }

    private static Json array(String text) {
        return JsonText.parse(text.replace('\'', '"')).orElseThrow();
    }
}
