package io.omniroute.translation.ollama;

import static io.omniroute.translation.ollama.Given.lines;
import static io.omniroute.translation.ollama.Given.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatEvent.CallOpened;
import io.omniroute.domain.chat.ChatEvent.CallPiece;
import io.omniroute.domain.chat.ChatEvent.Counted;
import io.omniroute.domain.chat.ChatEvent.Ended;
import io.omniroute.domain.chat.ChatEvent.Failed;
import io.omniroute.domain.chat.ChatEvent.Finished;
import io.omniroute.domain.chat.ChatEvent.ReasoningPiece;
import io.omniroute.domain.chat.ChatEvent.RefusalPiece;
import io.omniroute.domain.chat.ChatEvent.Started;
import io.omniroute.domain.chat.ChatEvent.TextPiece;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OllamaStreamEncoderTest {
    private static final Started STARTED = new Started("x", "upstream-model", 1_700_000_000, Optional.empty());
    private static final Ended ENDED = new Ended();

    private static Finished finished(FinishReason reason) {
        return new Finished(0, new Finish(reason));
    }

    private static CallOpened opened(int call, String name) {
        return new CallOpened(0, call, "id-" + call, name, false, Optional.empty());
    }

    private static Json.Obj piece(String message) {
        return object("{'model':'p/m','created_at':'2023-11-14T22:13:20Z','message':{'role':'assistant'," + message
                + "},'done':false}");
    }

    @Test
    void everyPieceIsALineAndTheLastOneCounts() {
        assertThat(lines(STARTED, new ReasoningPiece(0, "Hm."), new TextPiece(0, "Hel"), new TextPiece(0, "lo"),
                finished(FinishReason.STOP), new Counted(new Usage(20, 7)), ENDED)).containsExactly(
                        piece("'content':'','thinking':'Hm.'"), piece("'content':'Hel'"), piece("'content':'lo'"),
                        object("{'model':'p/m','created_at':'2023-11-14T22:13:20Z','message':{'role':'assistant',"
                                + "'content':''},'done':true,'done_reason':'stop','total_duration':80,"
                                + "'load_duration':0,'prompt_eval_count':20,'prompt_eval_duration':70,'eval_count':7,"
                                + "'eval_duration':10}"));
    }

    @Test
    void aCallLeavesWholeHoweverItsPiecesCome() {
        List<Json.Obj> lines = lines(STARTED, opened(0, "weather"), opened(1, "time"), new CallPiece(0, 0, "{\"city\""),
                new CallPiece(0, 1, "{}"), new CallPiece(0, 0, ":\"Wien\"}"), finished(FinishReason.TOOL_CALLS), ENDED);

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo(piece("'content':'','tool_calls':[{'id':'id-0','function':{'index':0,"
                + "'name':'weather','arguments':{'city':'Wien'}}},{'id':'id-1','function':{'index':1,'name':'time',"
                + "'arguments':{}}}]"));
        assertThat(lines.getLast().text("done_reason")).contains("stop");
    }

    @Test
    void argumentsThatAreNoObjectAreKeptInsideOne() {
        List<Json.Obj> lines = lines(STARTED, opened(0, "f"), new CallPiece(0, 0, "{cut"), opened(1, "g"),
                new CallPiece(0, 1, "[1]"), finished(FinishReason.TOOL_CALLS), ENDED);

        assertThat(lines.getFirst()).isEqualTo(piece("'content':'','tool_calls':[{'id':'id-0','function':{'index':0,"
                + "'name':'f','arguments':{'raw_arguments':'{cut'}}},{'id':'id-1','function':{'index':1,'name':'g',"
                + "'arguments':{'value':[1]}}}]"));
    }

    @ParameterizedTest
    @EnumSource
    void anEndHasOneOfTwoWords(FinishReason reason) {
        assertThat(lines(STARTED, new TextPiece(0, "x"), finished(reason), ENDED).getLast().text("done_reason"))
                .contains(reason == FinishReason.LENGTH ? "length" : "stop");
    }

    @Test
    void withoutUsageTheCountsAreZero() {
        Json.Obj last = lines(STARTED, finished(FinishReason.STOP), ENDED).getLast();

        assertThat(last.whole("prompt_eval_count")).contains(0L);
        assertThat(last.whole("eval_count")).contains(0L);
        assertThat(last.whole("eval_duration")).as("there was no content").contains(0L);
    }

    @Test
    void theLastCountBeforeTheEndIsTold() {
        Json.Obj last = lines(STARTED, new Counted(new Usage(5, 0)), new TextPiece(0, "x"),
                new Counted(new Usage(5, 9)),
                finished(FinishReason.STOP), ENDED).getLast();

        assertThat(last.whole("prompt_eval_count")).contains(5L);
        assertThat(last.whole("eval_count")).contains(9L);
    }

    @Test
    void aRefusalIsTextAndAPictureIsBytesOrItsAddress() {
        assertThat(lines(STARTED, new RefusalPiece(0, "No."),
                new ChatEvent.ImageMade(0, new Media.Inline("image/png", "AA")),
                new ChatEvent.ImageMade(0, new Media.Remote("http://x/y.png")), finished(FinishReason.STOP)))
                .containsExactly(piece("'content':'No.'"), piece("'content':'','images':['AA']"),
                        piece("'content':'![image](http://x/y.png)'"));
    }

    @Test
    void whatTheDialectHasNoPlaceForIsLeftOut() {
        var signature = new Signature(Signature.Origin.GOOGLE, "s");

        assertThat(lines(STARTED, new ChatEvent.ReasoningSigned(0, signature), new ChatEvent.Marked(0, signature),
                new ChatEvent.RedactedReasoning(0, "r"), new ChatEvent.Cited(0, new Annotation(0, 1, "t", "u")),
                new ChatEvent.Weighed(0, Json.Obj.EMPTY), new ChatEvent.Unreadable())).isEmpty();
    }

    @Test
    void thereIsButOneAnswer() {
        var signed = new CallOpened(1, 0, "i", "f", false, Optional.empty());

        assertThat(lines(STARTED, new TextPiece(1, "other"), signed, new CallPiece(1, 0, "{}"),
                new Finished(1, new Finish(FinishReason.LENGTH)), new TextPiece(0, "mine"), finished(FinishReason.STOP),
                ENDED)).hasSize(2).first().isEqualTo(piece("'content':'mine'"));
    }

    @Test
    void anErrorIsTheLastLine() {
        assertThat(lines(STARTED, new TextPiece(0, "a"), new Failed(503, "overloaded"), new TextPiece(0, "b"), ENDED))
                .containsExactly(piece("'content':'a'"), object("{'error':'overloaded'}"));
        assertThat(lines(new Failed(502, "gone"))).containsExactly(object("{'error':'gone'}"));
    }

    @Test
    void behindTheEndNothingIsSaid() {
        assertThat(lines(STARTED, finished(FinishReason.STOP), ENDED, new TextPiece(0, "x"), new Failed(502, "late"),
                ENDED))
                .hasSize(1);
    }

    @Test
    void anAnswerWithoutATimeIsFromNow() {
        var timeless = new Started("x", "m", 0, Optional.empty());

        assertThat(lines(timeless, new TextPiece(0, "x")).getFirst().text("created_at"))
                .contains("2025-10-09T08:53:20Z");
    }

    /** Ten million characters of arguments in small pieces take linear time. */
    @Test
    @Timeout(20)
    void longArgumentsStayCheap() {
        var events = new ArrayList<ChatEvent>(List.of(STARTED, opened(0, "f"), new CallPiece(0, 0, "{\"a\":\"")));
        for (int i = 0; i < 250_000; i++) {
            events.add(new CallPiece(0, 0, "0123456789012345678901234567890123456789"));
        }
        events.addAll(List.of(new CallPiece(0, 0, "\"}"), finished(FinishReason.TOOL_CALLS), ENDED));

        Json.Obj call = (Json.Obj) lines(events).getFirst().object("message").orElseThrow().elements("tool_calls")
                .getFirst();

        assertThat(call.object("function").orElseThrow().object("arguments").orElseThrow().text("a").orElseThrow())
                .hasSize(10_000_000);
    }
}
