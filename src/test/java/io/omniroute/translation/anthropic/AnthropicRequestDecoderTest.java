package io.omniroute.translation.anthropic;

import static io.omniroute.translation.anthropic.Hub.decoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicRequestDecoderTest {
    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}|messages", "{'messages':[]}|messages", "{'messages':{}}|messages", "{'messages':[7]}|messages[0]",
            "{'messages':[{'content':'x'}]}|messages[0].role",
            "{'messages':[{'role':'tool','content':'x'}]}|messages[0].role",
            "{'messages':[{'role':'user'}]}|messages[0].content",
            "{'messages':[{'role':'user','content':7}]}|messages[0].content",
            "{'messages':[{'role':'user','content':[{}]}]}|messages[0].content[0].type",
            "{'messages':[{'role':'user','content':[{'type':'text'}]}]}|messages[0].content[0].text",
            "{'messages':[{'role':'assistant','content':[{'type':'tool_use','name':'f'}]}]}|messages[0].content[0].id",
            "{'messages':[{'role':'user','content':[{'type':'tool_result'}]}]}|messages[0].content[0].tool_use_id",
            "{'max_tokens':-1,HI}|max_tokens", "{'max_tokens':'many',HI}|max_tokens",
            "{'max_tokens':1.5,HI}|max_tokens",
            "{'temperature':'hot',HI}|temperature", "{'stop_sequences':[1],HI}|stop_sequences[0]",
            "{'thinking':{'type':'much'},HI}|thinking.type",
            "{'thinking':{'type':'enabled'},HI}|thinking.budget_tokens",
            "{'output_config':{'format':{'type':'json_schema'}},HI}|output_config.format.schema",
            "{'tools':[{'input_schema':{}}],HI}|tools[0].name",
            "{'tools':[{'name':'f','input_schema':[]}],HI}|tools[0].input_schema",
            "{'tools':[{'name':'f'}],'tool_choice':{'type':'x'},HI}|tool_choice.type",
            "{'tools':[{'name':'f'}],'tool_choice':'auto',HI}|tool_choice"})
    void whatIsOfTheWrongTypeIsNamed(String body, String param) {
        assertRefused(body.replace("HI", HI), "bad_request", param);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "user|{'type':'image','source':{'type':'file','file_id':'file_011'}}|messages[0].content[0].source",
            "user|{'type':'document','source':{'type':'file','file_id':'file_011'}}|messages[0].content[0].source",
            "user|{'type':'image','source':{'type':'carrier_pigeon'}}|messages[0].content[0].source",
            "user|{'type':'container_upload','file_id':'f'}|messages[0].content[0]",
            "user|{'type':'tool_use','id':'a','name':'f','input':{}}|messages[0].content[0]",
            "user|{'type':'thinking','thinking':'x','signature':''}|messages[0].content[0]",
            "assistant|{'type':'tool_result','tool_use_id':'a'}|messages[0].content[0]",
            "assistant|{'type':'compaction','content':'x'}|messages[0].content[0]",
            "system|{'type':'image','source':{'type':'url','url':'https://x'}}|messages[0].content[0]",
            "user|{'type':'tool_result','tool_use_id':'a','content':[{'type':'audio'}]}|messages[0].content[0].content[0]"})
    void contentNobodyElseCanReadIsRefusedWithItsPlace(String role, String block, String param) {
        assertRefused("{'messages':[{'role':'" + role + "','content':[" + block + "]}]}", "unsupported_content", param);
    }

    @Test
    void threadIsRefusedInTheWordTheSdkFallsBackOn() {
        assertRefused("{'thread':{'id':'t'}," + HI + "}", "thread_unsupported_request", "thread");
        assertThat(decoded("{'thread':null," + HI + "}").messages()).hasSize(1);
    }

    @Test
    void unknownOutputFormatIsRefused() {
        assertRefused("{'output_config':{'format':{'type':'xml'}}," + HI + "}", "unsupported_parameter",
                "output_config.format.type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'system':''," + HI + "}", "{'system':[]," + HI + "}",
            "{'system':[{'type':'text','text':''}]," + HI + "}", "{'system':null," + HI + "}"})
    void emptySystemPromptIsNoMessage(String body) {
        assertThat(decoded(body).messages()).containsExactly(Hub.user("Hi"));
    }

    @Test
    void turnsWithoutContentOfTheModelVanishButThoseOfTheUserStay() {
        ChatRequest request = decoded("{'messages':[{'role':'user','content':[{'type':'text','text':''}]},"
                + "{'role':'assistant','content':[{'type':'server_tool_use','id':'a','name':'b','input':{}}]},"
                + "{'role':'assistant','content':''},{'role':'system','content':''}]}");

        assertThat(request.messages()).containsExactly(new Message(Role.USER, List.of()));
        assertThat(request.dropped()).containsExactly("server_tool_use");
    }

    @Test
    void toolsServedByOthersAreNamedOnceAndLeaveNoText() {
        ChatRequest request = decoded("{'messages':[{'role':'user','content':'q'},{'role':'assistant','content':["
                + "{'type':'mcp_tool_use','id':'a'},{'type':'mcp_tool_result','tool_use_id':'a'},"
                + "{'type':'code_execution_tool_result','tool_use_id':'b'},{'type':'mcp_tool_use','id':'c'},"
                + "{'type':'text','text':'done'}]}]}");

        assertThat(request.messages().get(1).parts()).containsExactly(new Part.Text("done"));
        assertThat(request.dropped()).containsExactly("mcp_tool_use", "mcp_tool_result", "code_execution_tool_result");
    }

    @Test
    void toolReferenceIsTheNameOfTheTool() {
        ChatRequest request = decoded("{'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a',"
                + "'content':[{'type':'tool_reference','tool_name':'f'},{'type':'tool_reference','tool_name':'g'}]}]}]}");

        assertThat(request.messages()).containsExactly(Hub.result("a", "f\ng"));
    }

    @Test
    void inputThatIsNoObjectStaysAsItIs() {
        ChatRequest request = decoded("{'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a',"
                + "'name':'f','input':[1]},{'type':'tool_use','id':'b','name':'f'}]}]}");

        assertThat(request.messages().getFirst().parts()).containsExactly(new Part.ToolCall("a", "f", "[1]"),
                new Part.ToolCall("b", "f", "{}"));
    }

    @ParameterizedTest
    @CsvSource({"any,Required[]", "none,None[]", "auto,Auto[]"})
    void toolChoiceIsNotSaidWithoutTools(String type, String choice) {
        String body = "{'tools':%s,'tool_choice':{'type':'" + type + "','disable_parallel_tool_use':true}," + HI + "}";

        ChatRequest with = decoded(body.formatted("[{'name':'f'}]"));
        ChatRequest without = decoded(body.formatted("[{'type':'computer_20250124','name':'computer'}]"));

        assertThat(with.toolChoice()).map(Object::toString).contains(choice);
        assertThat(with.parallelToolCalls()).contains(false);
        assertThat(without.toolChoice()).isEmpty();
        assertThat(without.parallelToolCalls()).isEmpty();
        assertThat(without.dropped()).containsExactly("computer_20250124");
    }

    @Test
    void choiceOfAToolThatIsNotCarriedIsNamed() {
        ChatRequest request = decoded("{'tools':[{'name':'f'},{'type':'web_fetch_20250910','name':'web_fetch'}],"
                + "'tool_choice':{'type':'tool','name':'web_fetch'}," + HI + "}");

        assertThat(request.toolChoice()).isEmpty();
        assertThat(request.dropped()).containsExactly("web_fetch_20250910", "tool_choice");
    }

    @Test
    void namedChoiceStays() {
        ChatRequest request = decoded("{'tools':[{'name':'f'}],'tool_choice':{'type':'tool','name':'f'}," + HI + "}");

        assertThat(request.toolChoice()).contains(new ToolChoice.Named("f", false));
    }

    @ParameterizedTest
    @CsvSource({"bash_20250124,bash", "text_editor_20250124,str_replace_editor", "memory_20250818,memory"})
    void toolsTheClientRunsBecomeFunctionsUnderTheirName(String type, String name) {
        Tool tool = decoded("{'tools':[{'type':'" + type + "','name':'" + name + "'}]," + HI + "}").tools().getFirst();

        assertThat(tool).isInstanceOfSatisfying(Tool.Function.class, function -> {
            assertThat(function.name()).isEqualTo(name);
            assertThat(function.parameters().orElseThrow().object("properties").orElseThrow().has("command")).isTrue();
        });
    }

    @Test
    void onlyEarlyEditorsUndo() {
        assertThat(editor("text_editor_20250124")).contains("undo_edit");
        assertThat(editor("text_editor_20250728")).doesNotContain("undo_edit");
    }

    private static String editor(String type) {
        return AnthropicClientTools.function(type, Optional.empty()).orElseThrow().toString();
    }

    @Test
    void thinkingIsCarriedAsSaid() {
        assertThat(decoded("{'thinking':{'type':'adaptive','display':'summarized'}," + HI + "}").reasoning().thinking())
                .contains(new Thinking.Adaptive(Optional.of("summarized")));
        assertThat(decoded("{'thinking':{'type':'enabled','budget_tokens':1024}," + HI + "}").reasoning().thinking())
                .contains(new Thinking.Enabled(1_024, Optional.empty()));
    }

    @Test
    void streamIsWhatThePathDecidedAndBringsUsage() {
        ChatRequest request = Hub.DIALECT.decodeRequest(Hub.json("{'stream':false," + HI + "}"), "alias", true);

        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.model()).isEqualTo("alias");
    }

    @Test
    void fieldsOfTheVendorAloneAreKeptAside() {
        ChatRequest request = decoded("{'container':'c','mcp_servers':[1],'context_management':{'a':1},"
                + "'cache_control':{'type':'ephemeral'},'inference_geo':null,'model':'m'," + HI + "}");

        assertThat(request.extras().members().keySet()).containsExactly("container", "mcp_servers",
                "context_management", "cache_control");
    }

    @Test
    void userOfTheLongestLengthIsKeptAndALongerOneHashed() {
        String longest = "u".repeat(64);

        assertThat(user(longest)).isEqualTo(longest);
        assertThat(user(longest + "u")).matches("[0-9a-f]{64}");
    }

    private static String user(String id) {
        Json value = decoded("{'metadata':{'user_id':'" + id + "'}," + HI + "}").knob(Knob.USER).orElseThrow();
        return ((Json.Str) value).value();
    }

    private static void assertRefused(String body, String code, String param) {
        assertThatThrownBy(() -> decoded(body)).isInstanceOfSatisfying(GatewayException.class,
                e -> assertThat(e.failure()).isInstanceOfSatisfying(Failure.Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.param()).isEqualTo(param);
                }));
    }
}
