package io.omniroute.translation.ollama;

import static io.omniroute.translation.ollama.Given.decoded;
import static io.omniroute.translation.ollama.Given.object;
import static io.omniroute.translation.ollama.Given.says;
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
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaRequestDecoderTest {
    private static final String CALLS = "{'role':'assistant','content':'','tool_calls':["
            + "{'function':{'name':'weather','arguments':{'city':'Wien'}}},"
            + "{'function':{'name':'time','arguments':{}}},{'function':{'name':'weather'}}]}";

    @Test
    void everyRoleKeepsItsPlaceAndText() {
        ChatRequest request = says("{'role':'system','content':'Be brief.'},{'role':'user','content':'Hi'},"
                + "{'role':'assistant','content':'Hello','thinking':'A greeting.'},{'role':'user','content':''}");

        assertThat(request.messages()).containsExactly(Message.says(Role.SYSTEM, "Be brief."),
                Message.says(Role.USER, "Hi"),
                new Message(Role.ASSISTANT, List.of(new Part.Reasoning("A greeting."), new Part.Text("Hello"))),
                new Message(Role.USER, List.of()));
    }

    @Test
    void aCallHasAnObjectOfArgumentsAndMayHaveNoId() {
        assertThat(says(CALLS).messages().getFirst().parts()).containsExactly(
                new Part.ToolCall("", "weather", "{\"city\":\"Wien\"}"), new Part.ToolCall("", "time", "{}"),
                new Part.ToolCall("", "weather", "{}"));
    }

    @Test
    void aCallKeepsItsIdAndArgumentsThatAreText() {
        ChatRequest request = says("{'role':'assistant','content':'Wait.','tool_calls':[{'id':'c1','type':'function',"
                + "'function':{'index':0,'name':'f','arguments':'{ \\\"a\\\":1 }'}}]}");

        assertThat(request.messages().getFirst().parts()).containsExactly(new Part.Text("Wait."),
                new Part.ToolCall("c1", "f", "{ \"a\":1 }"));
    }

    @Test
    void aResultNamesItsToolOrAnswersTheOldestOpenCall() {
        ChatRequest request = says(CALLS + ",{'role':'tool','content':'noon','tool_name':'time'},"
                + "{'role':'tool','content':'sun'},{'role':'tool','content':'rain'},{'role':'tool','content':'?'}");

        assertThat(request.messages()).filteredOn(message -> message.role() == Role.TOOL)
                .extracting(message -> (Part.ToolResult) message.parts().getFirst())
                .extracting(it -> it.toolName().orElse("-") + ' ' + ((Part.Text) it.content().getFirst()).text())
                .containsExactly("time noon", "weather sun", "weather rain", "- ?");
    }

    @Test
    void aResultFindsItsCallByIdAndLearnsTheName() {
        ChatRequest request = says("{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f'}},"
                + "{'id':'b','function':{'name':'f'}}]},{'role':'tool','tool_call_id':'b','content':'2'},"
                + "{'role':'tool','tool_name':'f','content':'1'}");

        assertThat(request.messages().get(1).parts()).containsExactly(result("b", "2"));
        assertThat(request.messages().get(2).parts()).containsExactly(result("a", "1"));
    }

    private static Part.ToolResult result(String id, String text) {
        return new Part.ToolResult(id, Optional.of("f"), List.of(new Part.Text(text)), false, Optional.empty());
    }

    @Test
    void callsOfAnEarlierTurnAreNotAnsweredLater() {
        ChatRequest request = says(CALLS + ",{'role':'assistant','content':'Never mind.'},"
                + "{'role':'tool','content':'late'}");

        assertThat(((Part.ToolResult) request.messages().getLast().parts().getFirst()).toolName()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"iVBORw0KGgoAAAANSUhEUg==, image/png", "/9j/4AAQSkZJRg==, image/jpeg",
            "R0lGODlhAQABAAAAACw=, image/gif",
            "UklGRiQAAABXRUJQ, image/webp", "Qk02AAAAAAAAAA==, image/bmp"})
    void thePicturesTypeIsReadFromItsBytes(String base64, String type) {
        ChatRequest request = says("{'role':'user','content':'What?','images':['" + base64 + "']}");

        assertThat(request.messages().getFirst().parts()).containsExactly(new Part.Text("What?"),
                new Part.Image(new Media.Inline(type, base64)));
    }

    @Test
    void aDataUrlIsTakenForThePictureItHolds() {
        ChatRequest request = says("{'role':'user','images':['data:image/png;base64,AAAA','/9j/x']}");

        assertThat(request.messages().getFirst().parts()).containsExactly(
                new Part.Image(new Media.Inline("image/png", "AAAA")),
                new Part.Image(new Media.Inline("image/jpeg", "/9j/x")));
    }

    @Test
    void toolsAreFunctions() {
        ChatRequest request = decoded("{'messages':[],'tools':[{'type':'function','function':{'name':'f',"
                + "'description':'does f','parameters':{'type':'object'}}},{'function':{'name':'g'}}]}");

        assertThat(request.tools()).containsExactly(
                new Tool.Function("f", Optional.of("does f"), Optional.of(object("{'type':'object'}")),
                        Optional.empty(), Optional.empty()),
                new Tool.Function("g", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void optionsBecomeWhatTheHubHasAndTheOthersAreNamed() {
        ChatRequest request = decoded("{'messages':[],'options':{'temperature':0.70,'top_p':0.9,'top_k':40,'seed':7,"
                + "'presence_penalty':1,'frequency_penalty':0.5,'num_predict':99,'stop':['END','X'],'num_ctx':4096,"
                + "'mirostat':null,'min_p':0.05}}");

        assertThat(request.knobs()).containsOnlyKeys(Knob.TEMPERATURE, Knob.TOP_P, Knob.TOP_K, Knob.SEED,
                Knob.PRESENCE_PENALTY, Knob.FREQUENCY_PENALTY);
        assertThat(request.knob(Knob.TEMPERATURE)).contains(new Json.Num("0.70"));
        assertThat(request.maxTokens()).hasValue(99);
        assertThat(request.stop()).containsExactly("END", "X");
        assertThat(request.dropped()).containsExactly("options.num_ctx", "options.min_p");
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, -1, 0})
    void noLimitIsNoLimit(long most) {
        assertThat(decoded("{'messages':[],'options':{'num_predict':" + most + "}}").maxTokens()).isEmpty();
    }

    @Test
    void oneStopTextNeedsNoList() {
        assertThat(decoded("{'messages':[],'options':{'stop':'END'}}").stop()).containsExactly("END");
        assertThat(decoded("{'messages':[],'options':{}}").stop()).isEmpty();
    }

    @Test
    void formatIsJsonOrASchema() {
        assertThat(decoded("{'messages':[],'format':'json'}").replyFormat()).contains(new ReplyFormat.AnyJson());
        assertThat(decoded("{'messages':[],'format':{'type':'object'}}").replyFormat()).contains(
                new ReplyFormat.Schema("response", Optional.empty(), object("{'type':'object'}"), Optional.empty()));
        assertThat(decoded("{'messages':[],'format':''}").replyFormat()).isEmpty();
        assertThat(decoded("{'messages':[],'format':null}").replyFormat()).isEmpty();
    }

    @Test
    void thinkingIsOffOnOrALevel() {
        assertThat(decoded("{'messages':[]}").reasoning()).isEqualTo(ReasoningControl.NONE);
        assertThat(decoded("{'messages':[],'think':false}").reasoning().thinking()).contains(new Thinking.Disabled());
        assertThat(decoded("{'messages':[],'think':true}").reasoning()).isEqualTo(ReasoningControl.effort("medium"));
        assertThat(decoded("{'messages':[],'think':'high'}").reasoning()).isEqualTo(ReasoningControl.effort("high"));
    }

    @Test
    void whatNobodyKnowsIsKeptAsideButForTheMemoryOfAServer() {
        ChatRequest request = decoded("{'model':'p/m','messages':[],'stream':true,'keep_alive':'5m','truncate':true}");

        assertThat(request.extras()).isEqualTo(object("{'truncate':true}"));
        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.model()).isEqualTo("p/m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'messages':{}} | messages",
            "{'messages':['x']} | messages[0]",
            "{'messages':[{'content':'x'}]} | messages[0].role",
            "{'messages':[{'role':'boss','content':'x'}]} | messages[0].role",
            "{'messages':[{'role':'user','content':[]}]} | messages[0].content",
            "{'messages':[{'role':'user','content':'','images':['AAAA']}]} | messages[0].images[0]",
            "{'messages':[{'role':'user','content':'','images':[1]}]} | messages[0].images[0]",
            "{'messages':[{'role':'assistant','tool_calls':[{}]}]} | messages[0].tool_calls[0].function",
            "{'messages':[{'role':'assistant','tool_calls':[{'function':{}}]}]} | messages[0].tool_calls[0].function.name",
            "{'messages':[],'tools':[{'type':'mcp'}]} | tools[0]", "{'messages':[],'tools':[{}]} | tools[0].function",
            "{'messages':[],'format':'xml'} | format", "{'messages':[],'format':1} | format",
            "{'messages':[],'format':[]} | format", "{'messages':[],'format':true} | format",
            "{'messages':[],'think':'very'} | think", "{'messages':[],'think':3} | think",
            "{'messages':[],'options':[]} | options",
            "{'messages':[],'options':{'temperature':'hot'}} | options.temperature",
            "{'messages':[],'options':{'num_predict':1.5}} | options.num_predict",
            "{'messages':[],'options':{'stop':[1]}} | options.stop[0]",
            "{'messages':[],'options':{'stop':1}} | options.stop"})
    void aWrongValueIsRefusedWithItsPlace(String body, String place) {
        assertThatThrownBy(() -> decoded(body)).isInstanceOfSatisfying(GatewayException.class, thrown -> {
            var refused = (Failure.Refused) thrown.failure();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.param()).isEqualTo(place);
        });
    }

    /** Whatever a body holds, it is decoded or refused. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingElseIsThrown(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Json.Obj body = Json.Obj.of(java.util.Map.of("messages", value(random, 5), "options", value(random, 2),
                    "format", value(random, 1), "tools", value(random, 4), "think", value(random, 0)));
            try {
                assertThat(Given.DIALECT.decodeRequest(body, "m", true)).isNotNull();
            } catch (GatewayException e) {
                assertThat(e.failure().status()).isEqualTo(400);
            }
        }
    }

    private static final String[] NAMES = {"role", "content", "images", "tool_calls", "function", "name", "arguments",
            "type", "stop", "num_predict", "top_k", "tool_name", "id"};
    private static final String[] WORDS = {"", "user", "assistant", "tool", "function", "json", "/9j/", "x"};

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0, 1 -> new Json.Str(WORDS[random.nextInt(WORDS.length)]);
            case 2 -> Json.Num.of(random.nextInt(5));
            case 3 -> Json.Literal.values()[random.nextInt(3)];
            case 4, 5 -> new Json.Arr(
                    java.util.stream.Stream.generate(() -> value(random, depth - 1)).limit(random.nextInt(3)).toList());
            default -> {
                var object = Json.Obj.builder();
                for (int i = random.nextInt(5); i > 0; i--) {
                    object.put(NAMES[random.nextInt(NAMES.length)], value(random, depth - 1));
                }
                yield object.build();
            }
        };
    }
}
