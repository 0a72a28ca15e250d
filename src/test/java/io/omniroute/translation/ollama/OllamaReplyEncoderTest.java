package io.omniroute.translation.ollama;

import static io.omniroute.translation.ollama.Given.context;
import static io.omniroute.translation.ollama.Given.lines;
import static io.omniroute.translation.ollama.Given.object;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Folding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OllamaReplyEncoderTest {
    private static final Signature SIGNATURE = new Signature(Signature.Origin.ANTHROPIC, "s");
    private static final List<Part> EVERYTHING = List.of(new Part.Reasoning("Hm.", Optional.of(SIGNATURE)),
            new Part.Redacted("r"), new Part.Text("Hello "), new Part.Mark(SIGNATURE), new Part.Refusal("no"),
            new Part.Image(new Media.Inline("image/png", "AA")), new Part.ToolCall("c1", "f", "{\"a\":1}"),
            new Part.ToolCall("c2", "g", ""));

    private static ChatReply reply(FinishReason reason, Part... parts) {
        return new ChatReply("x", "upstream-model", 1_700_000_000, Optional.empty(),
                List.of(new Choice(List.of(parts), reason)), Optional.of(new Usage(3, 4)));
    }

    private static Json.Obj encoded(ChatReply reply) {
        return object(new String(Given.DIALECT.encodeReply(reply, context()), UTF_8));
    }

    @Test
    void aCompleteAnswerIsOneObject() {
        assertThat(encoded(reply(FinishReason.LENGTH, new Part.Text("Hi")))).isEqualTo(object(
                "{'model':'p/m','created_at':'2023-11-14T22:13:20Z','message':{'role':'assistant','content':'Hi'},"
                        + "'done':true,'done_reason':'length','total_duration':70,'load_duration':0,"
                        + "'prompt_eval_count':3,'prompt_eval_duration':0,'eval_count':4,'eval_duration':70}"));
    }

    @Test
    void everyPartHasItsMember() {
        assertThat(encoded(reply(FinishReason.TOOL_CALLS, EVERYTHING.toArray(Part[]::new))).object("message")).contains(
                object("{'role':'assistant','content':'Hello no','thinking':'Hm.','images':['AA'],'tool_calls':["
                        + "{'id':'c1','function':{'index':0,'name':'f','arguments':{'a':1}}},"
                        + "{'id':'c2','function':{'index':1,'name':'g','arguments':{}}}]}"));
    }

    @Test
    void anAnswerWithoutChoicesIsEmpty() {
        var nothing = new ChatReply("x", "m", 1, Optional.empty(), List.of(), Optional.empty());

        assertThat(encoded(nothing).object("message")).contains(object("{'role':'assistant','content':''}"));
        assertThat(encoded(nothing).text("done_reason")).contains("stop");
    }

    /** What a client puts together from the lines is the complete answer. */
    @Test
    void theStreamOfAnAnswerSaysTheSame() {
        ChatReply reply = reply(FinishReason.TOOL_CALLS, EVERYTHING.toArray(Part[]::new));
        Json.Obj whole = encoded(reply).object("message").orElseThrow();
        List<Json.Obj> pieces = lines(Folding.unfold(reply)).stream()
                .map(line -> line.object("message").orElseThrow()).toList();

        assertThat(joined(pieces, "content")).isEqualTo(whole.text("content").orElseThrow());
        assertThat(joined(pieces, "thinking")).isEqualTo(whole.text("thinking").orElseThrow());
        assertThat(pieces.stream().flatMap(piece -> piece.elements("tool_calls").stream()).toList())
                .isEqualTo(whole.elements("tool_calls"));
        assertThat(pieces.stream().flatMap(piece -> piece.elements("images").stream()).toList())
                .isEqualTo(whole.elements("images"));
    }

    private static String joined(List<Json.Obj> pieces, String member) {
        return String.join("", pieces.stream().map(piece -> piece.text(member).orElse("")).toList());
    }
}
