package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.decoded;
import static io.omniroute.translation.responses.Given.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'input':'q','conversation':'c'}|conversation|unsupported_parameter",
            "{'input':'q','prompt':{'id':'p'}}|prompt|unsupported_parameter",
            "{'input':'q','background':true}|background|unsupported_parameter",
            "{'input':[{'type':'item_reference','id':'x'}]}|input[0]|unsupported_parameter",
            "{'input':[{'role':'user','content':[{'type':'input_image','file_id':'f','detail':'auto'}]}]}|"
                    + "input[0].content[0]|unsupported_content",
            "{'input':[{'role':'user','content':[{'type':'input_file','file_id':'f'}]}]}|"
                    + "input[0].content[0]|unsupported_content",
            "{'input':[{'role':'user','content':[{'type':'input_video'}]}]}|input[0].content[0]|unsupported_content",
            "{}|input|bad_request", "{'input':7}|input|bad_request", "{'input':['x']}|input[0]|bad_request",
            "{'input':[{'content':'x'}]}|input[0].role|bad_request",
            "{'input':[{'role':'robot','content':'x'}]}|input[0].role|bad_request",
            "{'input':[{'role':'user','content':3}]}|input[0].content|bad_request",
            "{'input':[{'role':'user','content':[{'type':'input_image'}]}]}|input[0].content[0].image_url|bad_request",
            "{'input':[{'role':'user','content':[{'type':'input_image','image_url':'data:image/png,x'}]}]}|"
                    + "input[0].content[0].image_url|bad_request",
            "{'input':[{'role':'user','content':[{'type':'input_file'}]}]}|input[0].content[0].file_data|bad_request",
            "{'input':[{'type':'function_call','call_id':'c'}]}|input[0].name|bad_request",
            "{'input':'q','tool_choice':'any'}|tool_choice|bad_request",
            "{'input':'q','tool_choice':{'type':'function'}}|tool_choice.name|bad_request",
            "{'input':'q','tools':[{'type':'function'}]}|tools[0].name|bad_request",
            "{'input':'q','tools':[{'name':'f'}]}|tools[0].type|bad_request",
            "{'input':'q','text':{'format':{'type':'xml'}}}|text.format.type|bad_request",
            "{'input':'q','text':{'format':{'type':'json_schema','name':'n'}}}|text.format.schema|bad_request",
            "{'input':'q','max_output_tokens':'5'}|max_output_tokens|bad_request",
            "{'input':'q','temperature':'hot'}|temperature|bad_request",
            "{'input':'q','instructions':[]}|instructions|bad_request"})
    void whatCannotBeExpressedIsRefusedWithItsPlace(String body, String param, String code) {
        var refused = refusal(() -> decoded(body));

        assertThat(refused.param()).isEqualTo(param);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void instructionsAreTheFirstSystemMessage() {
        assertThat(decoded("{'instructions':'I','input':'q'}").messages())
                .containsExactly(Message.says(Role.SYSTEM, "I"), Message.says(Role.USER, "q"));
    }

    @Test
    void callsAndTheMessageBeforeThemAreOneMessage() {
        var messages = decoded("""
                {'input':[{'role':'assistant','content':'a'},{'type':'function_call','call_id':'1','name':'f',
                'arguments':'{}'},{'type':'function_call','call_id':'2','name':'f','arguments':'{}'}]}""").messages();

        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().parts()).hasSize(3);
    }

    @Test
    void reasoningBetweenAMessageAndACallBelongsToTheCall() {
        var messages = decoded("""
                {'input':[{'role':'assistant','content':'a'},{'type':'reasoning','id':'r','summary':[{'type':
                'summary_text','text':'hm'}]},{'type':'function_call','call_id':'1','name':'f','arguments':'{}'}]}""")
                .messages();

        assertThat(messages).containsExactly(Message.says(Role.ASSISTANT, "a"),
                Given.assistant(new Part.Reasoning("hm"), new Part.ToolCall("1", "f", "{}")));
    }

    @Test
    void answeredCallsBeginANewMessage() {
        var messages = decoded("""
                {'input':[{'type':'function_call','call_id':'1','name':'f','arguments':'{}'},
                {'type':'function_call_output','call_id':'1','output':'r'},
                {'type':'function_call','call_id':'2','name':'f','arguments':'{}'}]}""").messages();

        assertThat(messages).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
    }

    @Test
    void hostedToolsAndTheirItemsAreLeftOutByName() {
        var request = decoded("""
                {'input':[{'type':'local_shell_call','id':'l'},{'type':'mcp_list_tools'},{'role':'user','content':'q'}],
                'tools':[{'type':'local_shell'},{'type':'code_interpreter','container':{'type':'auto'}}]}""");

        assertThat(request.dropped()).containsExactly("local_shell_call", "mcp_list_tools", "local_shell",
                "code_interpreter");
        assertThat(request.messages()).hasSize(1);
        assertThat(request.tools()).isEmpty();
    }

    @Test
    void strictIsTrueUnlessTheClientSaysOtherwise() {
        var tools = decoded("""
                {'input':'q','tools':[{'type':'function','name':'a'},{'type':'function','name':'b','strict':true},
                {'type':'function','name':'c','strict':false},{'type':'function','name':'d','strict':null}]}""")
                .tools();

        assertThat(tools).extracting(tool -> ((Tool.Function) tool).strict()).containsExactly(Optional.of(true),
                Optional.of(true), Optional.empty(), Optional.empty());
    }

    @Test
    void choicesAreReadInEveryForm() {
        assertThat(choice("'none'")).isEqualTo(new ToolChoice.None());
        assertThat(choice("'required'")).isEqualTo(new ToolChoice.Required());
        assertThat(choice("{'type':'function','name':'f'}")).isEqualTo(new ToolChoice.Named("f", false));
        assertThat(choice("{'type':'custom','name':'g'}")).isEqualTo(new ToolChoice.Named("g", true));
        assertThat(choice("{'type':'file_search'}")).isEqualTo(new ToolChoice.Auto());
        assertThat(choice("{'type':'allowed_tools','mode':'auto','tools':[{'type':'mcp'}]}"))
                .isEqualTo(new ToolChoice.Auto());
        assertThat(choice("{'type':'allowed_tools','mode':'auto','tools':[{'type':'function','name':'f'}]}"))
                .isEqualTo(new ToolChoice.Allowed(false, List.of("f")));
    }

    private static ToolChoice choice(String choice) {
        return decoded("{'input':'q','tool_choice':" + choice + "}").toolChoice().orElseThrow();
    }

    @Test
    void zeroAlternativesAskForNoLogprobs() {
        assertThat(decoded("{'input':'q','top_logprobs':0}").knobs()).isEmpty();
        assertThat(decoded("{'input':'q','top_logprobs':2}").knobs()).containsKeys(Knob.LOGPROBS, Knob.TOP_LOGPROBS);
    }

    @Test
    void wrappedSignaturesFindTheirWayBack() {
        var google = new Signature(Origin.GOOGLE, "g");
        var anthropic = new Signature(Origin.ANTHROPIC, "a");

        var parts = decoded("{'input':[" + sealed(Seal.ofReasoning(anthropic), "t") + "," + sealed(
                Seal.ofRedacted("secret"), "") + "," + sealed(Seal.ofCall(google), "")
                + ",{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}]}").messages().getFirst()
                .parts();

        assertThat(parts).containsExactly(new Part.Reasoning("t", Optional.of(anthropic)), new Part.Redacted("secret"),
                new Part.ToolCall("c", "f", "{}", false, Optional.of(google)));
    }

    @Test
    void tamperedSignatureIsNone() {
        var parts = decoded("{'input':[" + sealed("b21uaXJvdXRlOjE6###", "t")
                + ",{'role':'assistant','content':'x'}]}").messages().getFirst().parts();

        assertThat(parts.getFirst()).isEqualTo(new Part.Reasoning("t"));
    }

    private static String sealed(String content, String text) {
        String summary = text.isEmpty() ? "" : "{'type':'summary_text','text':'" + text + "'}";
        return "{'type':'reasoning','id':'rs','summary':[" + summary + "],'encrypted_content':'" + content + "'}";
    }

    @Test
    void unknownFieldsAreKeptApart() {
        var request = decoded("{'input':'q','client_metadata':{'a':'b'},'x':1,'y':null,'moderation':{}}");

        assertThat(request.extras().members()).containsOnlyKeys("client_metadata", "x", "moderation");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingButARefusalIsEverThrown(long seed) {
        var random = new Random(seed);
        var names = List.of("input", "type", "role", "content", "tools", "name", "text", "format", "output", "call_id",
                "summary", "encrypted_content", "tool_choice", "reasoning", "include", "arguments", "top_logprobs");
        for (int i = 0; i < 2_000; i++) {
            Json.Obj body = object(random, names, 4).with("input", value(random, names, 5));
            try {
                Given.DIALECT.decodeRequest(body, "m", random.nextBoolean());
            } catch (GatewayException e) {
                assertThat(e.failure().status()).isEqualTo(400);
            }
        }
    }

    private static Json.Obj object(Random random, List<String> names, int depth) {
        var object = Json.Obj.builder();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(names.get(random.nextInt(names.size())), value(random, names, depth - 1));
        }
        return object.build();
    }

    private static Json value(Random random, List<String> names, int depth) {
        var words = List.of("message", "user", "assistant", "function_call", "function_call_output", "reasoning",
                "input_text", "output_text", "function", "custom", "b21uaXJvdXRlOjE6", "auto", "");
        return switch (random.nextInt(depth > 0 ? 7 : 3)) {
            case 0 -> Json.Literal.values()[random.nextInt(3)];
            case 1 -> new Json.Num(List.of("1", "-3", "1e99", "0.5").get(random.nextInt(4)));
            case 2 -> new Json.Str(words.get(random.nextInt(words.size())));
            case 3, 4 -> object(random, names, depth);
            default -> new Json.Arr(List.of(object(random, names, depth), value(random, names, depth - 1)));
        };
    }
}
