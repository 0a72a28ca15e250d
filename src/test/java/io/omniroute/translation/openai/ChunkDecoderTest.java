package io.omniroute.translation.openai;

import static io.omniroute.translation.openai.Chats.DIALECT;
import static io.omniroute.translation.openai.Chats.answering;
import static io.omniroute.translation.openai.Chats.asking;
import static io.omniroute.translation.openai.Chats.delta;
import static io.omniroute.translation.openai.Chats.events;
import static io.omniroute.translation.openai.Chats.finish;
import static io.omniroute.translation.openai.Chats.frame;
import static io.omniroute.translation.openai.Chats.json;
import static io.omniroute.translation.openai.Chats.told;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.ToolNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkDecoderTest {
    private static final ChatEvent STARTED = new ChatEvent.Started("1", "m", 1760000000, Optional.empty());
    private static final ChatEvent ENDED = new ChatEvent.Ended();
    private static final ChatEvent EARLY = new ChatEvent.Failed(502, "upstream ended the stream early");

    private static ChatEvent finished(FinishReason reason, String word) {
        return new ChatEvent.Finished(0, new Finish(reason, Optional.of(word), Optional.empty()));
    }

    private static ChatEvent text(String text) {
        return new ChatEvent.TextPiece(0, text);
    }

    private static ChatEvent opened(int call, String id, String name) {
        return new ChatEvent.CallOpened(0, call, id, name, false, Optional.empty());
    }

    private static ChatEvent piece(int call, String arguments) {
        return new ChatEvent.CallPiece(0, call, arguments);
    }

    private static String calls(String elements) {
        return delta("{'tool_calls':[" + elements + "]}");
    }

    /** What was told of calls. */
    private static List<ChatEvent> callsOf(String... chunks) {
        return events(chunks).stream().filter(it -> it instanceof ChatEvent.CallOpened
                || it instanceof ChatEvent.CallPiece).toList();
    }

    @Test
    void aPlainAnswerIsStartedToldFinishedCountedAndEnded() {
        assertThat(events(delta("{'role':'assistant','content':''}"), delta("{'content':'Hi'}"), finish("stop"),
                "{'id':'chatcmpl-1','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5,"
                        + "'prompt_tokens_details':{'cached_tokens':1,'cache_write_tokens':2},"
                        + "'completion_tokens_details':{'reasoning_tokens':1}}}",
                "[DONE]")).containsExactly(STARTED, text("Hi"), finished(FinishReason.STOP, "stop"),
                        new ChatEvent.Counted(new Usage(3, 2, OptionalLong.of(5), OptionalLong.of(1),
                                OptionalLong.of(2), OptionalLong.of(1))),
                        ENDED);
    }

    @Test
    void whatIsMissingIsFilledIn() {
        assertThat(events("{'choices':[{'delta':{'content':'a'}}]}")).first().isEqualTo(
                new ChatEvent.Started(Chats.IDS.of("reply"), "model-1", 1_760_000_000, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"1760000000123,1760000000", "'''1760000000''',1760000000", "1760000000.9,1760000000",
            "0,1760000000", "-5,1760000000", "true,1760000000", "12,12"})
    void timesAreSeconds(String given, long seconds) {
        var started = (ChatEvent.Started) events("{'id':'x','created':" + given + ",'choices':[]}").getFirst();

        assertThat(started.createdSeconds()).isEqualTo(seconds);
    }

    @Test
    void aHandshakeWithoutIdAndChoicesIsNoBegin() {
        assertThat(events("{'id':'','model':'','choices':[],'prompt_filter_results':[]}",
                delta("{'content':'a'}"), finish("stop"), "[DONE]")).startsWith(STARTED, text("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'reasoning_content':'r'}", "{'reasoning':'r'}", "{'reasoning_text':'r'}",
            "{'reasoning_details':[{'type':'reasoning.text','text':'r'},{'type':'reasoning.encrypted','data':'x'}]}",
            "{'reasoning_details':[{'type':'text','text':'r'}]}",
            "{'reasoning':'r','reasoning_details':[{'type':'reasoning.text','text':'r'}]}",
            "{'reasoning_content':null,'reasoning':'r'}",
            "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'r'}]}]}",
            "{'content':[{'type':'thinking','thinking':'r'}]}"})
    void reasoningIsReadUnderAllItsNamesOnce(String delta) {
        assertThat(told(delta(delta), finish("stop"), "[DONE]")).containsExactly(
                new ChatEvent.ReasoningPiece(0, "r"), finished(FinishReason.STOP, "stop"), ENDED);
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "end_turn,STOP", "eos,STOP", "stop_sequence,STOP", "COMPLETE,STOP", "weird,STOP",
            "length,LENGTH", "max_tokens,LENGTH", "MAX_TOKENS,LENGTH", "model_length,LENGTH", "tool_calls,TOOL_CALLS",
            "tool_use,TOOL_CALLS", "function_call,TOOL_CALLS", "content_filter,CONTENT_FILTER",
            "safety,CONTENT_FILTER", "SAFETY,CONTENT_FILTER", "recitation,CONTENT_FILTER", "refusal,CONTENT_FILTER"})
    void finishReasonsOfAllServersAreUnderstood(String word, FinishReason reason) {
        assertThat(told(finish(word), "[DONE]")).containsExactly(finished(reason, word), ENDED);
    }

    @Test
    void stopWithCallsIsToolCalls() {
        assertThat(told(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}"), finish("stop")))
                .contains(finished(FinishReason.TOOL_CALLS, "stop"));
    }

    @Test
    void theMatchedStopTextIsToldOnlyWhenItIsOneOfTheClients() {
        String chunk = finish("stop").replace("'finish_reason':", "'matched_stop':'END','finish_reason':");
        var asked = answering(asking("'stop':['END']"));

        var known = Chats.run(DIALECT.decoder(asked), List.of(frame(chunk)));

        assertThat(known).contains(new ChatEvent.Finished(0,
                new Finish(FinishReason.STOP, Optional.of("stop"), Optional.of("END"))));
        assertThat(told(chunk)).contains(finished(FinishReason.STOP, "stop"));
    }

    @Test
    void parallelCallsMayInterleave() {
        assertThat(callsOf(calls("{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}"),
                calls("{'index':0,'function':{'arguments':'{\\'x'}}"),
                calls("{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':''}}"),
                calls("{'index':1,'function':{'arguments':'{}'}},{'index':0,'function':{'arguments':'\\':1}'}}"),
                finish("tool_calls"))).containsExactly(opened(0, "a", "f"), piece(0, "{\"x"), opened(1, "b", "g"),
                        piece(1, "{}"), piece(0, "\":1}"));
    }

    @Test
    void callsWithoutIndexAreCountedByTheirIds() {
        assertThat(callsOf(calls("{'id':'a','function':{'name':'f','arguments':'{'}}"),
                calls("{'function':{'arguments':'}'}}"), calls("{'id':'b','function':{'name':'f','arguments':'{}'}}"),
                calls("{'id':'a','function':{'arguments':' '}}"))).containsExactly(opened(0, "a", "f"),
                        piece(0, "{"), piece(0, "}"), opened(1, "b", "f"), piece(1, "{}"), piece(0, " "));
    }

    @Test
    void callsWithoutIndexAndIdAreToldApartByTheirNames() {
        List<ChatEvent> seen = callsOf(calls("{'function':{'name':'f','arguments':{'a':1}}}"),
                calls("{'function':{'name':'f','arguments':{'a':2}}}"),
                calls("{'function':{'name':'g','arguments':'{}'}}"));

        assertThat(seen).filteredOn(ChatEvent.CallOpened.class::isInstance).hasSize(3)
                .extracting(it -> ((ChatEvent.CallOpened) it).id()).doesNotHaveDuplicates()
                .allMatch(it -> it.matches("call_[A-Za-z0-9]{24}"));
        assertThat(seen).contains(piece(0, "{\"a\":1}"), piece(1, "{\"a\":2}"), piece(2, "{}"));
    }

    @Test
    void unnumberedCallsOfOneChunkStandInTheirOrder() {
        assertThat(callsOf(calls("{'id':'a','function':{'name':'f'}},{'id':'b','function':{'name':'g'}}"),
                calls("{'function':{'arguments':'{1'}},{'function':{'arguments':'{2'}}"))).containsExactly(
                        opened(0, "a", "f"), opened(1, "b", "g"), piece(0, "{1"), piece(1, "{2"));
    }

    @Test
    void anotherIdUnderTheSameIndexIsAnotherCall() {
        assertThat(callsOf(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}"),
                calls("{'index':0,'id':'b','function':{'name':'f','arguments':'{}'}}"),
                calls("{'index':0,'function':{'arguments':' '}}"))).containsExactly(opened(0, "a", "f"),
                        piece(0, "{}"), opened(1, "b", "f"), piece(1, "{}"), piece(1, " "));
    }

    @Test
    void repeatedIdsAndNamesOpenOnce() {
        String more = "{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'%s'}}";

        assertThat(callsOf(calls(more.formatted("{")), calls(more.formatted("\\'a\\':")), calls(more.formatted("1}"))))
                .containsExactly(opened(0, "a", "f"), piece(0, "{"), piece(0, "\"a\":"), piece(0, "1}"));
    }

    @Test
    void cumulativeArgumentsAreToldOnce() {
        String all = "{'index':0,'id':'a','function':{'name':'f','arguments':'%s'}}";

        assertThat(callsOf(calls(all.formatted("{\\'a")), calls(all.formatted("{\\'a\\':1")),
                calls(all.formatted("{\\'a\\':1}")), calls(all.formatted("{\\'a\\':1}")))).containsExactly(
                        opened(0, "a", "f"), piece(0, "{\"a"), piece(0, "\":1"), piece(0, "}"));
    }

    @Test
    void piecesThatRepeatAnEarlierPieceAreNotCumulative() {
        assertThat(callsOf(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'a\\':'}}"),
                calls("{'index':0,'function':{'arguments':' '}}"), calls("{'index':0,'function':{'arguments':' '}}"),
                calls("{'index':0,'function':{'arguments':'11'}}"),
                calls("{'index':0,'function':{'arguments':'11}'}}")))
                .containsExactly(opened(0, "a", "f"), piece(0, "{\"a\":"), piece(0, " "), piece(0, " "),
                        piece(0, "11"), piece(0, "11}"));
    }

    @Test
    void aCallWaitsForItsName() {
        assertThat(callsOf(calls("{'index':0,'id':'a','function':{'arguments':'{'}}"),
                calls("{'index':0,'function':{'name':'f','arguments':'}'}}"))).containsExactly(opened(0, "a", "f"),
                        piece(0, "{"), piece(0, "}"));
        assertThat(callsOf(calls("{'index':0,'id':'a','function':{'arguments':'{}'}}"), finish("tool_calls")))
                .containsExactly(opened(0, "a", ""), piece(0, "{}"));
    }

    @Test
    void customCallsAndOldFunctionCallsAreCalls() {
        assertThat(callsOf(calls("{'index':0,'id':'a','type':'custom','custom':{'name':'g','input':''}}"),
                calls("{'index':0,'custom':{'input':'free'}}"))).containsExactly(
                        new ChatEvent.CallOpened(0, 0, "a", "g", true, Optional.empty()), piece(0, "free"));
        assertThat(callsOf(delta("{'function_call':{'name':'f','arguments':'{'}}"),
                delta("{'function_call':{'arguments':'}'}}"), finish("function_call"))).hasSize(3)
                .contains(piece(0, "{"), piece(0, "}"));
    }

    @Test
    void signaturesOfCallsAndMessagesAreKept() {
        var signature = new Signature(Origin.GOOGLE, "S");

        assertThat(told(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'},"
                + "'extra_content':{'google':{'thought_signature':'S'}}}"),
                delta("{'extra_content':{'google':{'thought_signature':'S'}}}"))).contains(
                        new ChatEvent.CallOpened(0, 0, "a", "f", false, Optional.of(signature)),
                        new ChatEvent.Marked(0, signature));
    }

    @Test
    void thinkingBlocksSealTheReasoningBeforeThem() {
        var a = new Signature(Origin.ANTHROPIC, "sa");
        var b = new Signature(Origin.ANTHROPIC, "sb");

        assertThat(told(delta("{'reasoning_content':'A'}"),
                delta("{'thinking_blocks':[{'type':'thinking','thinking':'A','signature':'sa','position':0}]}"),
                delta("{'thinking_blocks':[{'type':'redacted_thinking','data':'x','position':1}]}"),
                delta("{'reasoning_content':'\\n\\nB'}"),
                delta("{'thinking_blocks':[{'type':'thinking','thinking':'B','signature':'sb','position':2}]}"),
                delta("{'thinking_blocks':[{'type':'thinking','thinking':'C','signature':'sb'}]}"),
                finish("stop"), "[DONE]")).startsWith(new ChatEvent.ReasoningPiece(0, "A"),
                        new ChatEvent.ReasoningSigned(0, a), new ChatEvent.RedactedReasoning(0, "x"),
                        new ChatEvent.ReasoningPiece(0, "B"), new ChatEvent.ReasoningSigned(0, b),
                        new ChatEvent.ReasoningPiece(0, "C"), new ChatEvent.ReasoningSigned(0, b));
    }

    @Test
    void refusalsSourcesPicturesAndProbabilitiesAreTold() {
        String weighed = delta("{'content':'a'}").replace("'finish_reason'",
                "'logprobs':{'content':[{'token':'a'}]},'finish_reason'");

        assertThat(told(delta("{'refusal':'no'}"), delta("{'annotations':[{'type':'url_citation','url_citation':"
                + "{'start_index':1,'end_index':2,'url':'u','title':'t'}},{'type':'file'}]}"),
                delta("{'images':[{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}},"
                        + "{'image_url':{'url':'https://e.org/i'}}]}"),
                weighed)).containsExactly(new ChatEvent.RefusalPiece(0, "no"),
                        new ChatEvent.Cited(0, new Annotation(1, 2, "t", "u")),
                        new ChatEvent.ImageMade(0, new Media.Inline("image/png", "AA")),
                        new ChatEvent.ImageMade(0, new Media.Remote("https://e.org/i")), text("a"),
                        new ChatEvent.Weighed(0, json("{'content':[{'token':'a'}]}")), EARLY);
    }

    @Test
    void allChoicesAreTold() {
        String both = "{'id':'chatcmpl-1','model':'m','created':1760000000,'choices':["
                + "{'index':0,'delta':{'content':'A'}},{'index':1,'delta':{'content':'B'}}]}";
        String second = finish("length").replace("'index':0", "'index':1");

        assertThat(events(both, second, "[DONE]")).containsExactly(STARTED, text("A"),
                new ChatEvent.TextPiece(1, "B"),
                new ChatEvent.Finished(1, new Finish(FinishReason.LENGTH, Optional.of("length"), Optional.empty())),
                new ChatEvent.Finished(0, new Finish(FinishReason.STOP)), ENDED);
    }

    @Test
    void aWholeMessageCountsOnlyWhenNothingWasStreamed() {
        String message = finish("stop").replace("'delta':{}", "'message':{'role':'assistant','content':'whole'}");

        assertThat(told(message, "[DONE]")).startsWith(text("whole"));
        assertThat(told(delta("{'content':'a'}"), message, "[DONE]")).containsExactly(text("a"),
                finished(FinishReason.STOP, "stop"), ENDED);
    }

    @Test
    void nothingFollowsTheFinishOfAChoiceOrTheEnd() {
        assertThat(told(finish("stop"), finish("stop"), delta("{'content':'late'}"), "[DONE]", "[DONE]",
                delta("{'content':'later'}"))).containsExactly(finished(FinishReason.STOP, "stop"), ENDED);
    }

    @Test
    void anEndBehindTheFinishIsGoodAndAnyOtherIsNot() {
        assertThat(told(delta("{'content':'a'}"), finish("stop"))).endsWith(ENDED);
        assertThat(told(delta("{'content':'a'}"))).endsWith(EARLY);
        assertThat(events()).containsExactly(EARLY);
        assertThat(told(delta("{'role':'assistant','content':''}"), "[DONE]")).containsExactly(EARLY);
        assertThat(events("[DONE]")).containsExactly(EARLY);
    }

    @Test
    void doneWithContentButNoFinishIsAnEnd() {
        assertThat(told(delta("{'content':'a'}"), "[DONE]")).containsExactly(text("a"),
                new ChatEvent.Finished(0, new Finish(FinishReason.STOP)), ENDED);
    }

    @Test
    void errorsEndTheStreamOnce() {
        assertThat(told(delta("{'content':'a'}"), "{'error':{'message':'slow','code':'rate_limit_exceeded'}}",
                "{'error':'again'}", "[DONE]")).containsExactly(text("a"), new ChatEvent.Failed(429, "slow"));
        assertThat(events("{'error':'boom'}")).containsExactly(new ChatEvent.Failed(502, "boom"));
        assertThat(events("{'error':{'message':'m','code':503}}")).containsExactly(new ChatEvent.Failed(503, "m"));
        assertThat(told(delta("{}").replace("'delta'", "'error':{'message':'in choice'},'delta'"))).isEmpty();
    }

    @Test
    void whatIsNoChunkIsUnreadable() {
        assertThat(events("{broken", "[1]", "7")).startsWith(new ChatEvent.Unreadable(), new ChatEvent.Unreadable(),
                new ChatEvent.Unreadable());
        assertThat(events("<!DOCTYPE html><p>")).containsExactly(
                new ChatEvent.Failed(502, "the provider answered with an HTML document"));
        assertThat(Chats.run(DIALECT.decoder(answering()), List.of(Frame.empty(": ping\n\n".getBytes(UTF_8)))))
                .containsExactly(EARLY);
    }

    @Test
    void brokenUtf8IsReplaced() {
        byte[] bytes = delta("{'content':'x#y'}").replace('\'', '"').getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xC3 : bytes[i];
        }

        assertThat(Chats.run(DIALECT.decoder(answering()), List.of(new Frame(null, bytes, bytes, 0, bytes.length))))
                .contains(text("x\uFFFDy"));
    }

    @Test
    void surrogatePairsAreNotCut() {
        assertThat(told(delta("{'content':'a\\ud83d'}"), delta("{'content':'\\ude00b'}"),
                delta("{'reasoning_content':'\\ud83d'}"), delta("{'reasoning_content':'\\ude00'}"),
                calls("{'index':0,'id':'c','function':{'name':'f','arguments':'\\ud83d'}}"),
                calls("{'index':0,'function':{'arguments':'\\ude00'}}"), delta("{'content':'\\ud83d'}"),
                finish("stop"))).contains(text("a"), text("😀b"), new ChatEvent.ReasoningPiece(0, "😀"),
                        piece(0, "😀"), text("\ud83d"));
    }

    @Test
    void usageGrowsAndIsToldWhenItChanged() {
        String counted = delta("{'content':'a'}").replace("'choices'", "'usage':{'prompt_tokens':3,"
                + "'completion_tokens':%d},'choices'");

        assertThat(told(counted.formatted(1), counted.formatted(1), counted.formatted(2))).containsExactly(text("a"),
                new ChatEvent.Counted(new Usage(3, 1)), text("a"), text("a"), new ChatEvent.Counted(new Usage(3, 2)),
                EARLY);
    }

    @Test
    void otherNamesOfCountsAreUnderstood() {
        assertThat(told("{'id':'1','choices':[],'usage':{'input_tokens':4,'output_tokens':2,"
                + "'prompt_cache_hit_tokens':1,'output_tokens_details':{'reasoning_tokens':1}}}")).startsWith(
                        new ChatEvent.Counted(new Usage(4, 2, OptionalLong.empty(), OptionalLong.of(1),
                                OptionalLong.empty(), OptionalLong.of(1))));
        assertThat(told("{'id':'1','choices':[],'usage':{'prompt_tokens':-4,'completion_tokens':'x'}}",
                "{'id':'1','choices':[],'usage':{}}")).containsExactly(EARLY);
    }

    @Test
    void calledToolsHaveTheClientsNames() {
        var names = new ToolNames(Map.of("a.b", "a_b"), Map.of("a_b", "a.b"), Set.of());
        var context = new Answering(asking(""), names, "m", 1, Chats.IDS);

        assertThat(Chats.run(DIALECT.decoder(context), List.of(frame(calls(
                "{'index':0,'id':'a','function':{'name':'a_b','arguments':'{}'}}"))))).contains(
                        opened(0, "a", "a.b"));
    }

    @Test
    void emptyPiecesSayNothingAndABlankDoes() {
        assertThat(told(delta("{'content':'','reasoning_content':''}"), delta("{'content':null}"), delta("{}"),
                delta("{'content':' '}"), delta("{'content':'\\n'}"))).containsExactly(text(" "), text("\n"), EARLY);
    }

    @Test
    @Timeout(20)
    void longArgumentsInSmallPiecesStayLinear() {
        var frames = new ArrayList<Frame>();
        frames.add(frame(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}")));
        Frame piece = frame(calls("{'index':0,'function':{'arguments':'x'}}"));
        for (int i = 0; i < 200_000; i++) {
            frames.add(piece);
        }
        long before = System.nanoTime();

        assertThat(Chats.run(DIALECT.decoder(answering()), frames)).hasSizeGreaterThan(200_000);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aStateCanBeAskedAgain() {
        var state = DIALECT.decoder(answering()).on(frame(delta("{'content':'a'}"))).next();

        var once = state.on(frame(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}"))).out();
        var again = state.on(frame(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}"))).out();

        assertThat(again).isEqualTo(once);
        assertThat(state.on(frame(finish("stop"))).out()).containsExactly(finished(FinishReason.STOP, "stop"));
    }
}
