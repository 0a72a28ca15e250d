package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.answering;
import static io.omniroute.translation.responses.Given.decoded;
import static io.omniroute.translation.responses.Given.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools that a client keeps in namespaces, which no target knows. */
class NamespaceRoundTripTest {
    private static final String TOOLS = """
            'tools':[{'type':'function','name':'shell','strict':false},{'type':'namespace','name':'mcp__lab',
            'description':'Lab','tools':[{'type':'function','name':'lookup','description':'Looks','strict':false},
            {'type':'custom','name':'write','format':{'type':'text'}}]}]""";
    private static final ChatRequest ASKED = decoded("{'input':'q'," + TOOLS + "}");

    @Test
    void toolsOfANamespaceStandAloneUnderBothNames() {
        assertThat(ASKED.tools()).extracting(tool -> switch (tool) {
            case Tool.Function function -> function.name();
            case Tool.Custom custom -> "custom " + custom.name();
            case Tool other -> other.toString();
        }).containsExactly("shell", "mcp__lab__lookup", "custom mcp__lab__write");
        assertThat(ASKED.dropped()).containsExactly("tools[1].description");
    }

    @Test
    void toolOfANamespaceKeepsAllButItsName() {
        var request = decoded("{'input':'q','tools':[{'type':'namespace','name':'n','tools':[{'type':'function',"
                + "'name':'f','description':'d','strict':false,'parameters':{'type':'object'}},{'type':'mcp'}]}]}");

        assertThat(request.tools()).containsExactly(new Tool.Function("n__f", Optional.of("d"),
                Optional.of(Given.object("{'type':'object'}")), Optional.empty(), Optional.empty()));
        assertThat(request.dropped()).containsExactly("mcp");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'type':'namespace'}|tools[0].name",
            "{'type':'namespace','name':'n','tools':[{'type':'function'}]}|tools[0].tools[0].name",
            "{'type':'namespace','name':'n','tools':[{'name':'f'}]}|tools[0].tools[0].type",
            "{'type':'namespace','name':'n','tools':{}}|tools[0].tools"})
    void brokenNamespaceIsRefusedWithItsPlace(String tool, String param) {
        assertThat(Given.refusal(() -> decoded("{'input':'q','tools':[" + tool + "]}")).param()).isEqualTo(param);
    }

    @Test
    void callsOfTheHistoryHaveTheNamesOfTheTools() {
        var messages = decoded(
                """
                        {'input':[{'type':'function_call','call_id':'1','name':'lookup','namespace':'mcp__lab','arguments':'{}'},
                        {'type':'custom_tool_call','call_id':'2','name':'write','namespace':'mcp__lab','input':'x'},
                        {'type':'function_call','call_id':'3','name':'shell','namespace':'','arguments':'{}'}]}""")
                .messages();

        assertThat(messages.getFirst().parts()).extracting(part -> ((Part.ToolCall) part).name())
                .containsExactly("mcp__lab__lookup", "mcp__lab__write", "shell");
    }

    @Test
    void choiceMayNameAToolOfANamespace() {
        var lookup = new ToolChoice.Named("mcp__lab__lookup", false);
        assertThat(choice("{'type':'function','name':'lookup','namespace':'mcp__lab'}")).isEqualTo(lookup);
        assertThat(choice("{'type':'function','name':'lookup'}")).isEqualTo(lookup);
        assertThat(choice("{'type':'function','name':'mcp__lab__lookup'}")).isEqualTo(lookup);
        assertThat(choice("{'type':'custom','name':'write'}"))
                .isEqualTo(new ToolChoice.Named("mcp__lab__write", true));
        assertThat(choice("{'type':'allowed_tools','mode':'required','tools':[{'type':'namespace','name':'mcp__lab'},"
                + "{'type':'function','name':'shell'},{'type':'mcp','server_label':'x'}]}"))
                .isEqualTo(new ToolChoice.Allowed(true, List.of("mcp__lab__lookup", "mcp__lab__write", "shell")));
        assertThat(choice("{'type':'allowed_tools','mode':'auto','tools':[{'type':'namespace','name':'gone'}]}"))
                .isEqualTo(new ToolChoice.Auto());
    }

    private static ToolChoice choice(String choice) {
        return decoded("{'input':'q','tool_choice':" + choice + "," + TOOLS + "}").toolChoice().orElseThrow();
    }

    @Test
    void streamedCallNamesTheNamespaceFromItsBeginningToTheEnd() {
        List<Json.Obj> events = EventRules.check(written(List.of(
                new ChatEvent.Started("r", "m", 1, Optional.empty()), opened(0, "mcp__lab__lookup", false),
                new ChatEvent.CallPiece(0, 0, "{}"), opened(1, "mcp__lab__write", true), opened(2, "shell", false),
                new ChatEvent.Finished(0, new Finish(FinishReason.TOOL_CALLS)), new ChatEvent.Ended()),
                answering(ASKED)));

        for (String type : List.of("response.output_item.added", "response.output_item.done")) {
            assertThat(events.stream().filter(it -> it.text("type").filter(type::equals).isPresent())
                    .map(it -> name(it.object("item").orElseThrow()))).as(type)
                    .containsExactly("mcp__lab lookup", "mcp__lab write", "- shell");
        }
        assertThat(events.getLast().object("response").orElseThrow().elements("output"))
                .extracting(item -> name((Json.Obj) item))
                .containsExactly("mcp__lab lookup", "mcp__lab write", "- shell");
        assertThat(events.stream()
                .filter(it -> it.text("type").filter("response.function_call_arguments.done"::equals).isPresent())
                .map(it -> it.text("name").orElse(""))).containsExactly("lookup", "shell");
    }

    @Test
    void completeAnswerNamesTheNamespaceToo() {
        var reply = new ChatReply("r", "m", 1, Optional.empty(), List.of(new Choice(List.of(
                new Part.ToolCall("c", "mcp__lab__lookup", "{}"), new Part.ToolCall("d", "other__f", "{}")),
                FinishReason.TOOL_CALLS)), Optional.empty());

        String body = Given.text(Given.DIALECT.encodeReply(reply, answering(ASKED)));

        assertThat(Oracle.of("openai/responses-response").objections(body)).isEmpty();
        assertThat(((Json.Obj) Given.json(body)).elements("output")).extracting(item -> name((Json.Obj) item))
                .containsExactly("mcp__lab lookup", "- other__f");
    }

    @Test
    void answeredCallComesBackUnderTheNameItWasMadeWith() {
        List<Json.Obj> events = EventRules.check(written(List.of(opened(0, "mcp__lab__lookup", false),
                new ChatEvent.Ended()), answering(ASKED)));
        Json item = events.getLast().object("response").orElseThrow().elements("output").getFirst();

        ChatRequest next = Given.DIALECT.decodeRequest(Json.Obj.builder().put("input", List.of(item)).build(), "m",
                true);

        assertThat(((Part.ToolCall) next.messages().getFirst().parts().getFirst()).name())
                .isEqualTo("mcp__lab__lookup");
    }

    private static ChatEvent opened(int call, String name, boolean custom) {
        return new ChatEvent.CallOpened(0, call, "c" + call, name, custom, Optional.empty());
    }

    private static String name(Json.Obj item) {
        return item.text("namespace").orElse("-") + ' ' + item.text("name").orElseThrow();
    }
}
