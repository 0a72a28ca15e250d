package io.omniroute.translation.openai;

import static io.omniroute.translation.openai.Chats.DIALECT;
import static io.omniroute.translation.openai.Chats.answering;
import static io.omniroute.translation.openai.Chats.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
    private static final String REPLY = "{'id':'chatcmpl-1','object':'chat.completion','created':7,'model':'m',"
            + "'service_tier':'default','choices':[{'index':0,'message':%s,'logprobs':null,'finish_reason':'stop'}]}";

    private static ChatReply decoded(String body) {
        return DIALECT.decodeReply(body.replace('\'', '"').getBytes(UTF_8), answering());
    }

    private static List<Part> parts(String message) {
        return decoded(REPLY.formatted(message)).choices().getFirst().parts();
    }

    private static Json.Obj written(Choice... choices) {
        var reply = new ChatReply("1", "m", 7, Optional.of("odd"), List.of(choices), Optional.empty());
        String text = new String(DIALECT.encodeReply(reply, answering()), UTF_8);
        assertThat(Oracle.of("openai/chat-response").objections(text)).isEmpty();
        return (Json.Obj) JsonText.parse(text).orElseThrow();
    }

    private static Json.Obj message(Part... parts) {
        Json.Obj reply = written(new Choice(List.of(parts), FinishReason.STOP));
        return ((Json.Obj) reply.elements("choices").getFirst()).object("message").orElseThrow();
    }

    private static GatewayException broken(String body) {
        return catchThrowableOfType(GatewayException.class, () -> decoded(body));
    }

    @Test
    void theHeadIsReadWithoutItsPrefix() {
        ChatReply reply = decoded(REPLY.formatted("{'role':'assistant','content':'x'}").replace("'choices'",
                "'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3},'choices'"));

        assertThat(reply).isEqualTo(new ChatReply("1", "m", 7, Optional.of("default"),
                List.of(new Choice(0, List.of(new Part.Text("x")), List.of(), Optional.empty(),
                        new Finish(FinishReason.STOP, Optional.of("stop"), Optional.empty()))),
                Optional.of(new Usage(1, 2, OptionalLong.of(3), OptionalLong.empty(), OptionalLong.empty(),
                        OptionalLong.empty()))));
    }

    @Test
    void aMessageKeepsAllItsParts() {
        assertThat(parts("{'content':'t','refusal':'no','reasoning':'r','tool_calls':[{'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':{'x':1}}},{'function':{'name':'g'}},"
                + "{'id':'c','custom':{'name':'h','input':'i'}}],"
                + "'images':[{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}}]}")).containsExactly(
                        new Part.Reasoning("r"), new Part.Text("t"), new Part.Refusal("no"),
                        new Part.ToolCall("a", "f", "{\"x\":1}"),
                        new Part.ToolCall("call_" + Chats.IDS.of("call-0-1"), "g", ""),
                        new Part.ToolCall("c", "h", "i", true, Optional.empty()),
                        new Part.Image(new Media.Inline("image/png", "AA")));
    }

    @Test
    void contentInBlocksIsJoined() {
        assertThat(parts("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'a'}]},"
                + "{'type':'thinking','thinking':'b'},{'type':'text','text':'c'},{'type':'text','text':'d'}]}"))
                .containsExactly(new Part.Reasoning("ab"), new Part.Text("cd"));
    }

    @Test
    void sealedBlocksStayApart() {
        var signature = Optional.of(new Signature(Origin.ANTHROPIC, "s"));

        assertThat(parts("{'content':null,'reasoning_content':'AB','thinking_blocks':["
                + "{'type':'thinking','thinking':'A','signature':'s','position':0},"
                + "{'type':'thinking','thinking':'B','signature':'s','position':1}]}")).containsExactly(
                        new Part.Reasoning("A", signature), new Part.Reasoning("B", signature));
    }

    @Test
    void oldFormsAndMissingMembersAreUnderstood() {
        assertThat(parts("{'function_call':{'name':'f','arguments':'{}'}}")).singleElement()
                .isInstanceOf(Part.ToolCall.class);
        ChatReply reply = decoded("{'choices':[{'text':'x'}]}");
        assertThat(reply.choices().getFirst().parts()).containsExactly(new Part.Text("x"));
        assertThat(reply.model()).isEqualTo("model-1");
    }

    @Test
    void everyChoiceAnnotationAndProbabilityIsRead() {
        ChatReply reply = decoded("{'id':'1','choices':[{'message':{'content':'A','annotations':[{'type':"
                + "'url_citation','url_citation':{'start_index':0,'end_index':1,'url':'u'}}]},"
                + "'logprobs':{'content':[{'token':'A'}]}},{'message':{'content':'B'},'finish_reason':'max_tokens'}]}");

        assertThat(reply.choices()).extracting(Choice::index).containsExactly(0, 1);
        assertThat(reply.choices().getFirst().annotations()).containsExactly(new Annotation(0, 1, "u", "u"));
        assertThat(reply.choices().getFirst().logprobs()).isPresent();
        assertThat(reply.choices().get(1).finish().reason()).isEqualTo(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{'choices':[]}", "{'choices':[1]}", "<html>", "{'choices':"})
    void whatIsNoAnswerIsBroken(String body) {
        assertThat(broken(body).failure().status()).isEqualTo(502);
    }

    @Test
    void anErrorInsideASuccessIsBrokenWithItsStatus() {
        assertThat(broken("{'error':{'message':'slow','code':'rate_limit_exceeded'}}")).hasMessage("slow")
                .extracting(it -> it.failure().status()).isEqualTo(429);
    }

    @Test
    void textsAreOneTextAndNothingButCallsIsNull() {
        var call = new Part.ToolCall("c", "f", "");

        assertThat(message(new Part.Text("a"), call, new Part.Text("b")).text("content")).contains("ab");
        assertThat(message(call)).isEqualTo(json("{'role':'assistant','content':null,'refusal':null,'tool_calls':["
                + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]}"));
        assertThat(message().present("content")).isNull();
        assertThat(message(new Part.Text("")).text("content")).contains("");
        assertThat(message(new Part.Refusal("no"))).isEqualTo(
                json("{'role':'assistant','content':null,'refusal':'no'}"));
    }

    @Test
    void reasoningIsJoinedAndSealedBlocksComeAgain() {
        assertThat(message(new Part.Reasoning("A", Optional.of(new Signature(Origin.ANTHROPIC, "s"))),
                new Part.Redacted("x"), new Part.Text("t"), new Part.Reasoning("B"))).isEqualTo(
                        json("{'role':'assistant','content':'t','refusal':null,'reasoning_content':'A\\n\\nB',"
                                + "'thinking_blocks':[{'type':'thinking','thinking':'A','signature':'s','position':0},"
                                + "{'type':'redacted_thinking','data':'x','position':1}]}"));
    }

    @Test
    void extensionsClientsSendBackAreWritten() {
        var signature = new Signature(Origin.GOOGLE, "S");

        assertThat(message(new Part.Mark(signature), new Part.Image(new Media.Remote("https://e.org/i")),
                new Part.ToolCall("c", "f", "{}", false, Optional.of(signature)))).isEqualTo(
                        json("{'role':'assistant','content':null,'refusal':null,"
                                + "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'},"
                                + "'extra_content':{'google':{'thought_signature':'S'}}}],"
                                + "'images':[{'type':'image_url','image_url':{'url':'https://e.org/i'}}],"
                                + "'extra_content':{'google':{'thought_signature':'S'}}}"));
    }

    @Test
    void aChoiceHasItsSourcesProbabilitiesAndFinish() {
        Json.Obj reply = written(new Choice(1, List.of(new Part.Text("a"), new Part.ToolCall("c", "f", "{}")),
                List.of(new Annotation(0, 1, "t", "u")), Optional.of(json("{'content':[]}")),
                new Finish(FinishReason.STOP)));

        assertThat(reply.has("service_tier")).isFalse();
        assertThat(reply.elements("choices")).containsExactly(json("{'index':1,'message':{'role':'assistant',"
                + "'content':'a','refusal':null,'tool_calls':[{'id':'c','type':'function','function':{'name':'f',"
                + "'arguments':'{}'}}],'annotations':[{'type':'url_citation','url_citation':{'start_index':0,"
                + "'end_index':1,'title':'t','url':'u'}}]},'logprobs':{'content':[],'refusal':null},"
                + "'finish_reason':'tool_calls'}"));
    }
}
