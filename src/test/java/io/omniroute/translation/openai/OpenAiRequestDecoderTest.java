package io.omniroute.translation.openai;

import static io.omniroute.translation.openai.Chats.asking;
import static io.omniroute.translation.openai.Chats.decoded;
import static io.omniroute.translation.openai.Chats.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
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
import io.omniroute.translation.ForeignSignature;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRequestDecoderTest {
    private static List<Part> parts(String message) {
        return decoded("{'messages':[" + message + "]}").messages().getFirst().parts();
    }

    private static Failure.Refused refused(String body) {
        GatewayException thrown = catchThrowableOfType(GatewayException.class, () -> decoded(body));
        return (Failure.Refused) thrown.failure();
    }

    @ParameterizedTest
    @CsvSource({"system,SYSTEM", "developer,DEVELOPER", "user,USER", "assistant,ASSISTANT", "model,ASSISTANT"})
    void rolesAreReadAndModelIsAnAssistant(String role, Role expected) {
        ChatRequest request = decoded("{'messages':[{'role':'" + role + "','content':'x','name':'n'}]}");

        assertThat(request.messages())
                .containsExactly(new Message(expected, List.of(new Part.Text("x")), Optional.of("n")));
    }

    @Test
    void emptyContentHasNoParts() {
        assertThat(parts("{'role':'user','content':''}")).isEmpty();
        assertThat(parts("{'role':'assistant','content':null}")).isEmpty();
        assertThat(parts("{'role':'assistant'}")).isEmpty();
    }

    @Test
    void partsOfAllKindsKeepTheirOrder() {
        assertThat(parts("{'role':'user','content':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}},"
                + "{'type':'image_url','image_url':{'url':'data:Image/PNG;base64,AA==','detail':'low'}},"
                + "{'type':'image_url','image_url':'https://e.org/a.png'},"
                + "{'type':'input_audio','input_audio':{'data':'UklG','format':'wav'}},"
                + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,JVBE'}},"
                + "{'type':'file','file':{'file_url':'https://e.org/d.pdf','title':'T','context':'c'}}]}"))
                .containsExactly(new Part.Text("a", Optional.of(json("{'type':'ephemeral'}"))),
                        new Part.Image(new Media.Inline("image/png", "AA=="), Optional.of("low"),
                                Optional.empty()),
                        new Part.Image(new Media.Remote("https://e.org/a.png")),
                        new Part.Audio("wav", "UklG"),
                        new Part.Document(new Media.Inline("application/pdf", "JVBE"), Optional.of("a.pdf")),
                        new Part.Document(new Media.Remote("https://e.org/d.pdf"), Optional.of("T"),
                                Optional.of("c"), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"a.pdf,application/pdf", "a.TXT,text/plain", "a.csv,text/csv", "a.md,text/markdown",
            "a,application/pdf", "a.json,application/json", "a.html,text/html"})
    void bareBase64IsWhatTheNameSays(String name, String type) {
        assertThat(parts("{'role':'user','content':[{'type':'file','file':{'filename':'" + name
                + "','file_data':'QUJD'}}]}")).containsExactly(
                        new Part.Document(new Media.Inline(type, "QUJD"), Optional.of(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'type':'video_url','video_url':{'url':'https://e.org/v'}}|messages[0].content[0]",
            "{'type':'file','file':{'file_id':'file-1'}}|messages[0].content[0].file",
            "{'type':'file','file':{}}|messages[0].content[0].file",
            "{'type':'file','file':{'file_data':'data:x'}}|messages[0].content[0].file.file_data",
            "{'type':'input_audio','input_audio':{'data':'A','format':'flac'}}"
                    + "|messages[0].content[0].input_audio.format",
            "{'type':'image_url','image_url':{'url':'file:///etc/passwd'}}|messages[0].content[0].image_url.url",
            "{'type':'image_url','image_url':{'url':'data:image/svg+xml,%3Csvg'}}"
                    + "|messages[0].content[0].image_url.url"})
    void contentTheHubCannotCarryIsRefusedWithItsPlace(String part, String path) {
        Failure.Refused refused = refused("{'messages':[{'role':'user','content':[" + part + "]}]}");

        assertThat(refused.code()).isEqualTo("unsupported_content");
        assertThat(refused.param()).isEqualTo(path);
        assertThat(refused.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'messages':[]}|messages", "{}|messages", "{'messages':'x'}|messages",
            "{'messages':['x']}|messages[0]", "{'messages':[{'content':'x'}]}|messages[0].role",
            "{'messages':[{'role':'bot','content':'x'}]}|messages[0].role",
            "{'messages':[{'role':'user','content':7}]}|messages[0].content",
            "{'messages':[{'role':'user','content':[{'type':'text'}]}]}|messages[0].content[0].text",
            "{'messages':[{'role':'assistant','tool_calls':[{'id':'a'}]}]}|messages[0].tool_calls[0].function",
            "{'messages':[{'role':'user'}],'n':0}|n", "{'messages':[{'role':'user'}],'n':1.5}|n",
            "{'messages':[{'role':'user'}],'max_tokens':-1}|max_tokens",
            "{'messages':[{'role':'user'}],'max_tokens':'9'}|max_tokens",
            "{'messages':[{'role':'user'}],'stop':7}|stop",
            "{'messages':[{'role':'user'}],'stop':[7]}|stop[0]",
            "{'messages':[{'role':'user'}],'tool_choice':'perhaps'}|tool_choice",
            "{'messages':[{'role':'user'}],'tool_choice':7}|tool_choice",
            "{'messages':[{'role':'user'}],'tools':[{'type':'function'}]}|tools[0].name",
            "{'messages':[{'role':'user'}],'thinking':{'type':'deep'}}|thinking.type",
            "{'messages':[{'role':'user'}],'stream_options':true}|stream_options"})
    void wrongTypesAreRefusedWithTheirPlace(String body, String path) {
        Failure.Refused refused = refused(body);

        assertThat(refused.code()).isEqualTo("bad_request");
        assertThat(refused.param()).isEqualTo(path);
    }

    @Test
    void anUnknownResponseFormatIsRefused() {
        Failure.Refused refused = refused("{'messages':[{'role':'user'}],'response_format':{'type':'xml'}}");

        assertThat(refused.code()).isEqualTo("unsupported_parameter");
        assertThat(refused.param()).isEqualTo("response_format.type");
    }

    @Test
    void anAssistantKeepsReasoningTextRefusalCallsAndPictures() {
        assertThat(parts("{'role':'assistant','content':'t','refusal':'no','reasoning_content':'r',"
                + "'images':[{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}}],"
                + "'tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':'{ }'},"
                + "'extra_content':{'google':{'thought_signature':'U0lH'}}},"
                + "{'id':'c2','type':'custom','custom':{'name':'g','input':'free'}}]}")).containsExactly(
                        new Part.Reasoning("r"), new Part.Text("t"), new Part.Refusal("no"),
                        new Part.ToolCall("c1", "f", "{ }", false,
                                Optional.of(new Signature(Origin.GOOGLE, "U0lH"))),
                        new Part.ToolCall("c2", "g", "free", true, Optional.empty()),
                        new Part.Image(new Media.Inline("image/png", "AA")));
    }

    @Test
    void contentPartsOfAnAssistantMayBeARefusal() {
        assertThat(parts("{'role':'assistant','content':[{'type':'text','text':'a'},"
                + "{'type':'refusal','refusal':'b'}]}")).containsExactly(new Part.Text("a"), new Part.Refusal("b"));
    }

    @Test
    void thinkingBlocksReturnToTheirPlaces() {
        assertThat(parts("{'role':'assistant','content':null,'reasoning_content':'A','thinking_blocks':["
                + "{'type':'redacted_thinking','data':'zzz','position':2},"
                + "{'type':'thinking','thinking':'A','signature':'sigA','position':0}],"
                + "'tool_calls':[{'id':'c1','function':{'name':'f','arguments':''}},"
                + "{'id':'c2','function':{'name':'f','arguments':''}}]}")).containsExactly(
                        new Part.Reasoning("A", Optional.of(new Signature(Origin.ANTHROPIC, "sigA"))),
                        new Part.ToolCall("c1", "f", ""), new Part.Redacted("zzz"), new Part.ToolCall("c2", "f", ""));
    }

    @Test
    void blocksWithoutAPlaceStandInFrontAndUnsignedOnesStay() {
        assertThat(parts("{'role':'assistant','content':'t','thinking_blocks':["
                + "{'type':'thinking','thinking':'A','signature':''},{'type':'thinking','thinking':'B'},"
                + "{'type':'thinking','thinking':'C','position':99},{'type':'other'},7]}")).containsExactly(
                        new Part.Reasoning("A"), new Part.Reasoning("B"), new Part.Text("t"),
                        new Part.Reasoning("C"));
    }

    @Test
    void aForeignSignatureFindsItsOriginAgain() {
        var signature = new Signature(Origin.OPENAI, "enc");

        assertThat(parts("{'role':'assistant','content':'t','thinking_blocks':[{'type':'thinking','thinking':'A',"
                + "'signature':'" + ForeignSignature.write(signature, Origin.ANTHROPIC) + "'}]}"))
                .contains(new Part.Reasoning("A", Optional.of(signature)));
    }

    @Test
    void aSignatureOfTheMessageStandsBehindItsText() {
        assertThat(parts("{'role':'assistant','content':'t','extra_content':{'google':{'thought_signature':'S'}},"
                + "'tool_calls':[{'id':'c','function':{'name':'f','arguments':''}}]}")).containsExactly(
                        new Part.Text("t"), new Part.Mark(new Signature(Origin.GOOGLE, "S")),
                        new Part.ToolCall("c", "f", ""));
        assertThat(parts("{'role':'assistant','extra_content':{'google':{'thought_signature':'S'}},"
                + "'tool_calls':[{'id':'c','function':{'name':'f','arguments':''}}]}")).first()
                .isInstanceOf(Part.Mark.class);
    }

    @Test
    void anAnswerInAudioIsRefused() {
        Failure.Refused refused = refused("{'messages':[{'role':'assistant','audio':{'id':'a1'}}]}");

        assertThat(refused.param()).isEqualTo("messages[0].audio");
    }

    @Test
    void argumentsGivenAsAnObjectBecomeText() {
        assertThat(parts("{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':{'a':1.0}}}]}"))
                .containsExactly(new Part.ToolCall("", "f", "{\"a\":1.0}"));
    }

    @Test
    void toolMessagesCarryTextsPicturesAndTheirFailure() {
        ChatRequest request = decoded("{'messages':[{'role':'tool','tool_call_id':'c1','content':'4','is_error':true},"
                + "{'role':'tool','tool_call_id':'c2','name':'f','cache_control':{'type':'ephemeral'},"
                + "'content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'http://e.org/i'}}]}]}");

        assertThat(request.messages()).containsExactly(
                new Message(Role.TOOL, List.of(new Part.ToolResult("c1", Optional.empty(),
                        List.of(new Part.Text("4")), true, Optional.empty()))),
                new Message(Role.TOOL, List.of(new Part.ToolResult("c2", Optional.of("f"),
                        List.of(new Part.Text("a"), new Part.Image(new Media.Remote("http://e.org/i"))), false,
                        Optional.of(json("{'type':'ephemeral'}")), true))));
    }

    @Test
    void legacyFunctionsBecomeTools() {
        ChatRequest request = decoded("{'messages':[{'role':'user','content':'q'},{'role':'assistant','content':null,"
                + "'function_call':{'name':'f','arguments':'{}'}},{'role':'function','name':'f','content':'42'}],"
                + "'functions':[{'name':'f','description':'d','parameters':{'type':'object'}}],"
                + "'function_call':{'name':'f'}}");

        assertThat(request.messages().get(1).parts()).containsExactly(new Part.ToolCall("", "f", "{}"));
        assertThat(request.messages().get(2).parts()).containsExactly(new Part.ToolResult("", Optional.of("f"),
                List.of(new Part.Text("42")), false, Optional.empty()));
        assertThat(request.tools()).containsExactly(new Tool.Function("f", Optional.of("d"),
                Optional.of(json("{'type':'object'}")), Optional.empty(), Optional.empty()));
        assertThat(request.toolChoice()).contains(new ToolChoice.Named("f", false));
        assertThat(request.extras().isEmpty()).isTrue();
    }

    @Test
    void toolsOfAllKindsAreRead() {
        ChatRequest request = asking("'tools':[{'type':'function','function':{'name':'f','strict':true},"
                + "'cache_control':{'type':'ephemeral'}},{'type':'custom','custom':{'name':'g','format':{'type':'text'}}},"
                + "{'type':'web_search_20250305','name':'web_search'},{'type':'image_generation'},"
                + "{'type':'function','name':'flat','parameters':{'type':'object'}}],"
                + "'web_search_options':{'search_context_size':'low'}");

        assertThat(request.tools()).containsExactly(
                new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.of(true),
                        Optional.of(json("{'type':'ephemeral'}"))),
                new Tool.Custom("g", Optional.empty(), Optional.of(json("{'type':'text'}"))),
                new Tool.Vendor(json("{'type':'web_search_20250305','name':'web_search'}")),
                new Tool.Function("flat", Optional.empty(), Optional.of(json("{'type':'object'}")), Optional.empty(),
                        Optional.empty()),
                new Tool.WebSearch(json("{'search_context_size':'low'}")));
        assertThat(request.dropped()).containsExactly("image_generation");
    }

    @Test
    void toolChoicesInEveryFormAreRead() {
        assertThat(choice("'auto'")).isEqualTo(new ToolChoice.Auto());
        assertThat(choice("'none'")).isEqualTo(new ToolChoice.None());
        assertThat(choice("'required'")).isEqualTo(new ToolChoice.Required());
        assertThat(choice("{'type':'function','function':{'name':'f'}}")).isEqualTo(new ToolChoice.Named("f", false));
        assertThat(choice("{'type':'function','name':'f'}")).isEqualTo(new ToolChoice.Named("f", false));
        assertThat(choice("{'type':'custom','custom':{'name':'g'}}")).isEqualTo(new ToolChoice.Named("g", true));
        assertThat(choice("{'type':'auto'}")).isEqualTo(new ToolChoice.Auto());
        assertThat(choice("{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':["
                + "{'type':'function','function':{'name':'f'}},{'type':'custom','name':'g'}]}}"))
                .isEqualTo(new ToolChoice.Allowed(true, List.of("f", "g")));
        assertThat(choice("{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[]}}"))
                .isEqualTo(new ToolChoice.Allowed(false, List.of()));
    }

    private static ToolChoice choice(String choice) {
        return asking("'tool_choice':" + choice).toolChoice().orElseThrow();
    }

    @Test
    void theNewerNameOfTheLimitWins() {
        assertThat(asking("'max_tokens':5,'max_completion_tokens':7").maxTokens()).hasValue(7);
        assertThat(asking("'max_tokens':5,'max_completion_tokens':null").maxTokens()).hasValue(5);
        assertThat(asking("").maxTokens()).isEmpty();
    }

    @Test
    void stopIsATextOrAList() {
        assertThat(asking("'stop':'a'").stop()).containsExactly("a");
        assertThat(asking("'stop':['a','b']").stop()).containsExactly("a", "b");
        assertThat(asking("'stop':null").stop()).isEmpty();
    }

    @Test
    void knobsKeepTheirLiteralsAndNullIsNotGiven() {
        ChatRequest request = asking("'temperature':0.10,'seed':9007199254740993,'top_k':3,'user':'u','logprobs':null,"
                + "'logit_bias':{'1':-100},'n':3,'parallel_tool_calls':false,'stream_options':{'include_usage':true}");

        assertThat(request.knobs()).containsOnlyKeys(Knob.TEMPERATURE, Knob.SEED, Knob.TOP_K, Knob.USER,
                Knob.LOGIT_BIAS);
        assertThat(request.knob(Knob.TEMPERATURE)).contains(new Json.Num("0.10"));
        assertThat(request.knob(Knob.SEED)).contains(new Json.Num("9007199254740993"));
        assertThat(request.candidates()).isEqualTo(3);
        assertThat(request.parallelToolCalls()).contains(false);
        assertThat(request.includeUsage()).isTrue();
    }

    @Test
    void unknownMembersAreExtras() {
        assertThat(asking("'x_new':1,'moderation':{'model':'m'},'y':null,'stream':true").extras())
                .isEqualTo(json("{'x_new':1,'moderation':{'model':'m'}}"));
    }

    @Test
    void replyFormatsAreRead() {
        assertThat(asking("'response_format':{'type':'text'}").replyFormat()).isEmpty();
        assertThat(asking("'response_format':{'type':'json_object'}").replyFormat())
                .contains(new ReplyFormat.AnyJson());
        assertThat(asking("'response_format':{'type':'json_schema','json_schema':{'name':'n','description':'d',"
                + "'schema':{'type':'object'},'strict':true}}").replyFormat()).contains(new ReplyFormat.Schema("n",
                        Optional.of("d"), json("{'type':'object'}"), Optional.of(true)));
    }

    @Test
    void reasoningIsReadInEveryForm() {
        assertThat(asking("'reasoning_effort':'HIGH'").reasoning().effort()).contains("high");
        assertThat(asking("'reasoning':{'effort':'low','summary':'auto','exclude':true}").reasoning()).satisfies(it -> {
            assertThat(it.effort()).contains("low");
            assertThat(it.summary()).contains("auto");
            assertThat(it.includeThoughts()).contains(false);
        });
        assertThat(thinking("'reasoning':{'max_tokens':2000}")).contains(
                new Thinking.Enabled(2000, Optional.empty()));
        assertThat(thinking("'reasoning':{'enabled':false}")).contains(new Thinking.Disabled());
        assertThat(thinking("'thinking':{'type':'enabled','budget_tokens':1024,'display':'omitted'}")).contains(
                new Thinking.Enabled(1024, Optional.of("omitted")));
        assertThat(thinking("'thinking':{'type':'enabled'}")).contains(new Thinking.Adaptive(Optional.empty()));
        assertThat(thinking("'thinking':{'type':'disabled'}")).contains(new Thinking.Disabled());
        assertThat(thinking("'thinking':{'type':'adaptive'}")).contains(new Thinking.Adaptive(Optional.empty()));
        assertThat(asking("'include_thoughts':true").reasoning().includeThoughts()).contains(true);
    }

    private static Optional<Thinking> thinking(String member) {
        return asking(member).reasoning().thinking();
    }
}
