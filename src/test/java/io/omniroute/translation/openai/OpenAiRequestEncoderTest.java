package io.omniroute.translation.openai;

import static io.omniroute.domain.chat.Message.says;
import static io.omniroute.translation.openai.Chats.DIALECT;
import static io.omniroute.translation.openai.Chats.asking;
import static io.omniroute.translation.openai.Chats.decoded;
import static io.omniroute.translation.openai.Chats.encoded;
import static io.omniroute.translation.openai.Chats.json;
import static io.omniroute.translation.openai.Chats.openAi;
import static io.omniroute.translation.openai.Chats.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Target;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiRequestEncoderTest {
    private static ChatRequest conversation(Message... messages) {
        var all = new ArrayList<Message>();
        all.add(says(Role.USER, "q"));
        all.addAll(List.of(messages));
        return asking("").withMessages(all);
    }

    private static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    private static Message result(String id, boolean failed, Part... parts) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(id, Optional.empty(), List.of(parts), failed,
                Optional.empty())));
    }

    /** The messages behind the first one, after the strict schema has seen the body. */
    private static List<Json> sent(Message... messages) {
        Json.Obj body = encoded(conversation(messages), openAi());
        assertThat(Oracle.of("openai/chat-request").objections(JsonText.write(body))).isEmpty();
        List<Json> all = body.elements("messages");
        return all.subList(1, all.size());
    }

    private static Json.Obj body(String members) {
        Json.Obj body = encoded(asking(members), openAi());
        assertThat(Oracle.of("openai/chat-request").objections(JsonText.write(body))).isEmpty();
        return body;
    }

    private static List<String> dropped(String members, Target target) {
        return DIALECT.encodeRequest(asking(members), target).dropped();
    }

    private static Failure.Refused refused(ChatRequest request) {
        return (Failure.Refused) catchThrowableOfType(GatewayException.class,
                () -> DIALECT.encodeRequest(request, openAi())).failure();
    }

    @Test
    void textsOfAnAssistantAreJoinedAsTheSourceHadThem() {
        var call = new Part.ToolCall("c", "f", "{}");

        assertThat(sent(assistant(new Part.Text("a"), new Part.Text("b"), call, new Part.Text("c"),
                new Part.Text("d")))).containsExactly(json("{'role':'assistant','content':'ab\\n\\ncd','tool_calls':["
                        + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]}"));
    }

    @Test
    void callsAloneHaveNullContentAndEmptyArgumentsBecomeAnObject() {
        assertThat(sent(assistant(new Part.ToolCall("c", "f", ""),
                new Part.ToolCall("d", "g", "free", true, Optional.empty())))).containsExactly(
                        json("{'role':'assistant','content':null,'tool_calls':["
                                + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}},"
                                + "{'id':'d','type':'custom','custom':{'name':'g','input':'free'}}]}"));
    }

    @Test
    void sealedReasoningStaysHere() {
        var google = Optional.of(new Signature(Origin.GOOGLE, "S"));

        assertThat(sent(assistant(new Part.Reasoning("r", Optional.of(new Signature(Origin.ANTHROPIC, "s"))),
                new Part.Redacted("x"), new Part.Text("a"), new Part.Mark(google.orElseThrow()),
                new Part.ToolCall("c", "f", "{}", false, google)))).containsExactly(
                        json("{'role':'assistant','content':'a','tool_calls':["
                                + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]}"));
    }

    @Test
    void anAssistantThatOnlyThoughtIsLeftOut() {
        assertThat(sent(assistant(new Part.Reasoning("r")), assistant())).isEmpty();
    }

    @Test
    void providersThatWantTheirReasoningBackGetIt() {
        ChatRequest request = conversation(assistant(new Part.Reasoning("a"), new Part.Text("t"),
                new Part.Reasoning("b")));

        Json.Obj body = encoded(request, target("deepseek", Ability.REPLAY_REASONING));

        assertThat(body.elements("messages")).last()
                .isEqualTo(json("{'role':'assistant','content':'t','reasoning_content':'a\\n\\nb'}"));
    }

    @Test
    void refusalsKeepTheirField() {
        assertThat(sent(assistant(new Part.Refusal("no"))))
                .containsExactly(json("{'role':'assistant','content':null,'refusal':'no'}"));
    }

    @Test
    void resultsAreTextAndPicturesFollowBehindTheRun() {
        var picture = new Part.Image(new Media.Inline("image/png", "AA"));

        assertThat(sent(result("c1", false, new Part.Text("a"), picture, new Part.Text("b")),
                result("c2", true, picture), result("c3", false), says(Role.USER, "so?"))).containsExactly(
                        json("{'role':'tool','tool_call_id':'c1','content':'a\\nb'}"),
                        json("{'role':'tool','tool_call_id':'c2','content':"
                                + "'[tool error] See the attached content in the next user message.'}"),
                        json("{'role':'tool','tool_call_id':'c3','content':''}"),
                        json("{'role':'user','content':["
                                + "{'type':'text','text':'Content returned by tool call c1:'},"
                                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}},"
                                + "{'type':'text','text':'Content returned by tool call c2:'},"
                                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}}]}"),
                        json("{'role':'user','content':'so?'}"));
    }

    @Test
    void picturesOfAnAssistantFollowBehindTheAnswersToItsCalls() {
        assertThat(
                sent(assistant(new Part.Image(new Media.Inline("image/png", "AA")), new Part.ToolCall("c", "f", "{}")),
                        result("c", false, new Part.Text("1"))))
                .last().isEqualTo(json("{'role':'user','content':["
                        + "{'type':'text','text':'Picture made by the assistant:'},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}}]}"));
    }

    @Test
    void systemTextsKeepTheirBlocksAndLoseTheirMarks() {
        var marked = new Part.Text("b", Optional.of(json("{'type':'ephemeral'}")));

        assertThat(sent(new Message(Role.SYSTEM, List.of(new Part.Text("a"), marked)),
                new Message(Role.SYSTEM, List.of(marked)), says(Role.DEVELOPER, "d"),
                new Message(Role.SYSTEM, List.of()))).containsExactly(
                        json("{'role':'system','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}"),
                        json("{'role':'system','content':[{'type':'text','text':'b'}]}"),
                        json("{'role':'developer','content':'d'}"));
    }

    @Test
    void aUserOfEmptyTextsHasEmptyContent() {
        assertThat(sent(new Message(Role.USER, List.of()),
                new Message(Role.USER, List.of(new Part.Text(""), new Part.Text(""))))).containsExactly(
                        json("{'role':'user','content':''}"), json("{'role':'user','content':''}"));
    }

    @Test
    void documentsAreFilesOrTaggedText() {
        assertThat(sent(new Message(Role.USER, List.of(
                new Part.Document(new Media.Inline("application/pdf", "JVBE"), Optional.empty()),
                new Part.Document(new Media.Inline("text/plain", "QQ=="), Optional.of("n.txt"), Optional.of("ctx"),
                        Optional.empty(), Optional.empty()),
                new Part.Document(new Media.PlainText("alpha"), Optional.of("T"), Optional.of("ctx"),
                        Optional.empty(), Optional.empty()),
                new Part.Document(new Media.PlainText("beta"), Optional.empty()))))).containsExactly(
                        json("{'role':'user','content':[{'type':'file','file':{'filename':'document.pdf',"
                                + "'file_data':'data:application/pdf;base64,JVBE'}},"
                                + "{'type':'text','text':'context: ctx'},{'type':'file','file':{'filename':'n.txt',"
                                + "'file_data':'data:text/plain;base64,QQ=='}},"
                                + "{'type':'text','text':'<document title=\\'T\\'>\\ncontext: ctx\\nalpha\\n</document>'},"
                                + "{'type':'text','text':'<document>\\nbeta\\n</document>'}]}"));
    }

    @Test
    void oneTaggedTextIsAString() {
        assertThat(sent(new Message(Role.USER, List.of(new Part.Document(new Media.PlainText("alpha"),
                Optional.empty()))))).containsExactly(
                        json("{'role':'user','content':'<document>\\nalpha\\n</document>'}"));
    }

    @Test
    void aDocumentByUrlIsRefusedWithItsPlace() {
        var document = new Part.Document(new Media.Remote("https://e.org/d.pdf"), Optional.empty());

        Failure.Refused refused = refused(conversation(new Message(Role.USER, List.of(new Part.Text("a"), document))));

        assertThat(refused.code()).isEqualTo("unsupported_content");
        assertThat(refused.param()).isEqualTo("messages[1].content[1]");
    }

    @Test
    void instructionsThatAreNoTextAreRefused() {
        var picture = new Part.Image(new Media.Remote("https://e.org/a.png"));

        assertThat(refused(conversation(new Message(Role.SYSTEM, List.of(picture)))).param()).isEqualTo("messages[1]");
    }

    @Test
    void aCachedPromptOfAnotherVendorIsRefused() {
        assertThat(refused(asking("'cached_content':'cachedContents/1'")).code()).isEqualTo("unsupported_parameter");
    }

    @Test
    void nothingToSayIsRefused() {
        assertThat(refused(asking("").withMessages(List.of(assistant()))).param()).isEqualTo("messages");
    }

    @Test
    void theLimitIsNamedAsTheProviderKnowsIt() {
        assertThat(body("'max_tokens':5").whole("max_completion_tokens")).contains(5L);
        assertThat(encoded(asking("'max_tokens':0"), target("groq")).whole("max_tokens")).contains(1L);
        assertThat(encoded(asking(""), target("groq")).has("max_tokens")).isFalse();
    }

    @Test
    void samplingOfReasoningModelsIsLeftOutUnlessItIsTheDefault() {
        Target o3 = target("openai", Ability.REASONING);

        Json.Obj sent = encoded(asking("'temperature':1.0,'top_p':0.5,'stop':'x'"), o3);

        assertThat(sent.has("temperature")).isTrue();
        assertThat(sent.has("top_p") || sent.has("stop")).isFalse();
        assertThat(dropped("'temperature':1.0,'top_p':0.5,'stop':'x'", o3)).containsExactly("top_p", "stop");
        assertThat(dropped("'top_p':0.5,'stop':'x'", target("groq", Ability.REASONING))).isEmpty();
    }

    @Test
    void onlyFourStopTextsGoOut() {
        assertThat(body("'stop':['a','b','c','d','e']").elements("stop")).hasSize(4);
        assertThat(dropped("'stop':['a','b','c','d','e']", openAi())).containsExactly("stop");
    }

    @Test
    void fieldsOfTheVendorsOwnServiceGoNowhereElse() {
        String members = "'store':true,'prompt_cache_key':'k','service_tier':'flex','metadata':{'a':'b'}";

        assertThat(dropped(members, target("groq"))).containsExactlyInAnyOrder("store", "prompt_cache_key",
                "service_tier");
        assertThat(dropped(members, openAi())).isEmpty();
        assertThat(body(members).text("prompt_cache_key")).contains("k");
        assertThat(dropped("'store':false", target("groq"))).isEmpty();
        assertThat(encoded(asking("'store':false"), target("groq")).has("store")).isFalse();
        assertThat(body("'service_tier':'standard_only'").text("service_tier")).contains("default");
    }

    @Test
    void whatAnOpenAiUpstreamLacksIsDroppedAndNamed() {
        assertThat(dropped("'top_k':4,'safety_settings':[],'modalities':['text','image'],'reasoning_effort':'low'",
                openAi())).containsExactlyInAnyOrder("top_k", "safety_settings", "modalities", "reasoning_effort");
        assertThat(body("'modalities':['text','image']").elements("modalities")).containsExactly(new Json.Str("text"));
        assertThat(encoded(asking("'top_k':4"), target("x", Ability.TOP_K)).whole("top_k")).contains(4L);
    }

    @Test
    void tooLongANameOfTheUserIsHashed() {
        assertThat(body("'user':'u-7'").text("user")).contains("u-7");
        assertThat(body("'user':'" + "u".repeat(65) + "'").text("user").orElseThrow()).hasSize(64)
                .matches("[0-9a-f]+");
    }

    @Test
    void effortsAndBudgetsBecomeAnEffort() {
        Target reasoning = target("openai", Ability.REASONING);

        assertThat(effort(Optional.of("high"), Optional.of(new Thinking.Enabled(100, Optional.empty())), reasoning))
                .contains("high");
        assertThat(effort(Optional.empty(), Optional.of(new Thinking.Enabled(2049, Optional.empty())), reasoning))
                .contains("medium");
        assertThat(effort(Optional.empty(), Optional.of(new Thinking.Adaptive(Optional.empty())), reasoning))
                .isEmpty();
        assertThat(effort(Optional.of("high"), Optional.of(new Thinking.Disabled()), reasoning)).isEmpty();
        assertThat(effort(Optional.of("high"), Optional.empty(), openAi())).isEmpty();
    }

    private static Optional<String> effort(Optional<String> effort, Optional<Thinking> thinking, Target target) {
        var control = new ReasoningControl(effort, thinking, Optional.empty(), Optional.empty());
        return encoded(asking("").toBuilder().reasoning(control).build(), target).text("reasoning_effort");
    }

    @Test
    void toolsChoiceAndParallelCallsGoTogether() {
        Json.Obj sent = body("'tools':[{'type':'function','function':{'name':'a b','description':'d',"
                + "'parameters':{'type':'object'},'strict':false},'cache_control':{'type':'ephemeral'}},"
                + "{'type':'custom','custom':{'name':'g','format':{'type':'grammar','definition':'d','syntax':'lark'}}}],"
                + "'parallel_tool_calls':false,'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto',"
                + "'tools':[{'type':'function','function':{'name':'a b'}},{'type':'custom','custom':{'name':'g'}}]}}");

        assertThat(sent.elements("tools")).containsExactly(
                json("{'type':'function','function':{'name':'a_b','description':'d','parameters':{'type':'object'},"
                        + "'strict':false}}"),
                json("{'type':'custom','custom':{'name':'g','format':{'type':'grammar',"
                        + "'grammar':{'definition':'d','syntax':'lark'}}}}"));
        assertThat(sent.get("tool_choice")).contains(json("{'type':'allowed_tools','allowed_tools':{'mode':'auto',"
                + "'tools':[{'type':'function','function':{'name':'a_b'}},{'type':'custom','custom':{'name':'g'}}]}}"));
        assertThat(sent.bool("parallel_tool_calls")).contains(false);
    }

    @Test
    void withoutToolsNothingIsSaidAboutThem() {
        Json.Obj sent = body("'tool_choice':'required','parallel_tool_calls':true");

        assertThat(sent.has("tool_choice") || sent.has("parallel_tool_calls") || sent.has("tools")).isFalse();
    }

    @Test
    void simpleChoicesAreWords() {
        String tools = "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':";

        assertThat(body(tools + "'auto'").text("tool_choice")).contains("auto");
        assertThat(body(tools + "'none'").text("tool_choice")).contains("none");
        assertThat(body(tools + "'required'").text("tool_choice")).contains("required");
        assertThat(body(tools + "{'type':'function','function':{'name':'f'}}").get("tool_choice"))
                .contains(json("{'type':'function','function':{'name':'f'}}"));
    }

    @Test
    void searchGoesToModelsThatSearch() {
        String search = "'web_search_options':{'search_context_size':'low','x':1,"
                + "'user_location':{'type':'approximate','approximate':{'country':'NO'}}}";

        assertThat(dropped(search, openAi())).containsExactly("web_search");
        assertThat(encoded(asking(search), target("openai", Ability.WEB_SEARCH)).get("web_search_options"))
                .contains(json("{'search_context_size':'low',"
                        + "'user_location':{'type':'approximate','approximate':{'country':'NO'}}}"));
    }

    @Test
    void toolsOfAnotherVendorAreDroppedByTheirType() {
        ChatRequest request = asking("").toBuilder()
                .tool(new Tool.Vendor(json("{'type':'web_search_20250305','name':'web_search'}"))).build();

        assertThat(DIALECT.encodeRequest(request, openAi()).dropped()).containsExactly("web_search_20250305");
    }

    @Test
    void replyFormatsAndCandidatesGoOut() {
        Json.Obj sent = body("'n':2,'response_format':{'type':'json_schema','json_schema':{'name':'r',"
                + "'schema':{'type':'object'},'strict':true}}");

        assertThat(sent.whole("n")).contains(2L);
        assertThat(sent.get("response_format")).contains(json("{'type':'json_schema','json_schema':{'name':'r',"
                + "'schema':{'type':'object'},'strict':true}}"));
        assertThat(body("'response_format':{'type':'json_object'}").get("response_format"))
                .contains(json("{'type':'json_object'}"));
    }

    @Test
    void aStreamAsksForUsage() {
        Target streaming = new Target("openai", "m", openAi().capabilities(), true, java.util.Map.of(), Chats.IDS);

        Json.Obj sent = encoded(asking(""), streaming);

        assertThat(sent.bool("stream")).contains(true);
        assertThat(sent.get("stream_options")).contains(json("{'include_usage':true}"));
        assertThat(body("").has("stream")).isFalse();
    }

    @Test
    void calledNamesFindTheirWayBack() {
        var encoded = DIALECT.encodeRequest(asking("'tools':[{'type':'function','function':{'name':'a.b'}},"
                + "{'type':'custom','custom':{'name':'c'}}]"), openAi());

        assertThat(encoded.names().toClient("a_b")).isEqualTo("a.b");
        assertThat(encoded.names().custom()).isEmpty();
    }

    @Test
    void aRequestOfThisDialectSurvivesTheHub() {
        String body = "{'model':'model-1','messages':[{'role':'system','content':'S'},{'role':'user','name':'n',"
                + "'content':[{'type':'text','text':'q'},{'type':'image_url','image_url':{'url':'https://e.org/a'}}]},"
                + "{'role':'assistant','content':'a','tool_calls':[{'id':'c','type':'function','function':"
                + "{'name':'f','arguments':'{\\'x\\': 1}'}}]},{'role':'tool','tool_call_id':'c','content':'r'}],"
                + "'temperature':0.50,'seed':9007199254740993,'logit_bias':{'5':-1},'max_completion_tokens':9,"
                + "'stop':['x'],'n':2,'verbosity':'low','prediction':{'type':'content','content':'p'}}";

        assertThat(encoded(decoded(body), openAi())).isEqualTo(json(body));
    }
}
