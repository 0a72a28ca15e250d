package io.omniroute.translation.openai;

import static io.omniroute.translation.openai.Chats.delta;
import static io.omniroute.translation.openai.Chats.finish;
import static io.omniroute.translation.openai.Chats.frame;
import static io.omniroute.translation.openai.Chats.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SanitiserTest {
    private static final Sanitiser QUIET = new Sanitiser(Chats.IDS, "asked", 99, false);
    private static final Sanitiser COUNTING = new Sanitiser(Chats.IDS, "asked", 99, true);
    private static final String ROLE = delta("{'role':'assistant','content':''}");
    private static final String CLEAN = "{'id':'1','object':'chat.completion','created':7,'model':'m','choices':["
            + "{'index':0,'message':{'role':'assistant','content':'ok','refusal':null},'logprobs':null,"
            + "'finish_reason':'stop'}],'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}";

    private static Json.Obj body(String body) {
        String text = new String(QUIET.body(body.replace('\'', '"').getBytes(UTF_8)), UTF_8);
        assertThat(Oracle.of("openai/chat-response").objections(text)).isEmpty();
        return (Json.Obj) JsonText.parse(text).orElseThrow();
    }

    private static Json.Obj choice(String choice) {
        return (Json.Obj) body("{'id':'1','object':'chat.completion','created':7,'model':'m','choices':[" + choice
                + "]}").elements("choices").getFirst();
    }

    private static List<Frame> stream(Sanitiser sanitiser, String... chunks) {
        var frames = new ArrayList<Frame>();
        for (String chunk : chunks) {
            frames.add(frame(chunk));
        }
        return Chats.run(sanitiser.stream(), frames);
    }

    private static List<Json> parsed(List<Frame> frames) {
        return frames.stream().map(Frame::dataText).filter(it -> !it.equals("[DONE]")).map(
                it -> JsonText.parse(it).orElseThrow()).toList();
    }

    /** The first choices of the chunks behind the role chunk, checked for what a client may rely on. */
    private static List<Json> choices(String... chunks) {
        var all = new ArrayList<>(List.of(ROLE));
        all.addAll(List.of(chunks));
        List<Frame> frames = stream(QUIET, all.toArray(String[]::new));
        Chunks.check("stream", frames.stream().map(Frame::dataText).toList());
        return parsed(frames.subList(1, frames.size())).stream().map(
                it -> ((Json.Obj) it).elements("choices").getFirst()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {CLEAN, "{'error':{'message':'x'}}", "[]", "nonsense", "", "{'object':'list'}"})
    void aBodyWithoutFaultIsTheSameArray(String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);

        assertThat(QUIET.body(bytes)).isSameAs(bytes);
    }

    @Test
    void whatIsNotDocumentedIsRemovedEverywhere() {
        assertThat(body("{'id':'1','object':'chat.completion','created':7,'model':'m','x_groq':{'id':'1'},"
                + "'usage_breakdown':{},'provider':'p','system_fingerprint':null,'service_tier':'on_demand',"
                + "'choices':[{'index':0,'native_finish_reason':'x','matched_stop':3,'content_filter_results':{},"
                + "'message':{'role':'assistant','content':'Hi ','refusal':null,'tool_calls':null,'token_ids':[1]},"
                + "'logprobs':null,'finish_reason':'stop'}],"
                + "'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3,'queue_time':0.1,"
                + "'prompt_tokens_details':{'cached_tokens':1,'odd':1},'completion_tokens_details':null}}"))
                .isEqualTo(json(CLEAN.replace("'ok'", "'Hi '").replace("'total_tokens':3",
                        "'total_tokens':3,'prompt_tokens_details':{'cached_tokens':1}")));
    }

    @Test
    void missingHeadIsFilledIn() {
        Json.Obj body = body("{'choices':[],'created':1760000000123}");

        assertThat(body.text("id")).contains("chatcmpl-" + Chats.IDS.of("reply"));
        assertThat(body.text("object")).contains("chat.completion");
        assertThat(body.text("model")).contains("asked");
        assertThat(body.whole("created")).contains(1760000000L);
        assertThat(body("{'choices':[],'created':'1760000000'}").whole("created")).contains(1760000000L);
        assertThat(body("{'choices':[]}").whole("created")).contains(99L);
    }

    @Test
    void aMessageHasWhatTheVendorPromises() {
        assertThat(choice("{'message':{'reasoning':'r','tool_calls':[{'function':{'name':'f','arguments':{'a':1}},"
                + "'index':0}]},'finish_reason':'stop'}")).isEqualTo(json("{'index':0,'message':{'role':'assistant',"
                        + "'content':null,'refusal':null,'reasoning_content':'r','tool_calls':[{'id':'call_"
                        + Chats.IDS.of("call-0-0") + "','type':'function','function':{'name':'f',"
                        + "'arguments':'{\\'a\\':1}'}}]},'logprobs':null,'finish_reason':'tool_calls'}"));
    }

    @ParameterizedTest
    @CsvSource({"eos,stop", "end_turn,stop", "COMPLETE,stop", "max_tokens,length", "model_length,length",
            "tool_use,tool_calls", "safety,content_filter", "refusal,content_filter", "strange,stop",
            "function_call,function_call", "'',stop"})
    void finishReasonsAreTheDocumentedOnes(String word, String documented) {
        assertThat(choice("{'message':{'content':'x'},'finish_reason':'" + word + "'}").text("finish_reason"))
                .contains(documented);
    }

    @Test
    void countsHaveTheirDocumentedNames() {
        assertThat(body("{'choices':[],'usage':{'input_tokens':4,'output_tokens':2,'prompt_cache_hit_tokens':3}}")
                .get("usage")).contains(json(
                        "{'prompt_tokens':4,'completion_tokens':2,'total_tokens':6,"
                                + "'prompt_tokens_details':{'cached_tokens':3}}"));
        assertThat(body("{'choices':[],'usage':null}").has("usage")).isFalse();
        assertThat(body("{'choices':[],'usage':{'cost':1}}").has("usage")).isFalse();
    }

    @Test
    void aStreamWithoutFaultKeepsItsFrames() {
        List<Frame> frames = List.of(frame(ROLE), frame(delta("{'content':'Hi'}")),
                Frame.empty(": x\n\n".getBytes(UTF_8)),
                frame(delta("{'reasoning_content':' '}")), frame(delta("{'tool_calls':[{'index':0,'id':'a',"
                        + "'type':'function','function':{'name':'f','arguments':''}}]}")),
                frame(delta("{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}")),
                frame(delta("{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}")), frame(finish("tool_calls")),
                frame("[DONE]"), frame("{'late':1}"));

        assertThat(Chats.run(QUIET.stream(), frames)).hasSameSizeAs(frames).zipSatisfy(frames,
                (out, in) -> assertThat(out).isSameAs(in));
    }

    @Test
    void errorsAndUnreadableFramesPass() {
        assertThat(stream(QUIET, "{'error':{'message':'x'}}", "{broken").stream().map(Frame::dataText))
                .containsExactly("{\"error\":{\"message\":\"x\"}}", "{broken");
    }

    @Test
    void aChunkSaysNothingTwice() {
        assertThat(choices(delta("{'content':'','reasoning_content':null}"),
                delta("{'content':null,'reasoning_content':'r'}"), delta("{'content':' ','reasoning_content':null}"),
                delta("{}"), delta("{'role':'assistant','content':''}"), delta("{'content':'a'}"), finish("stop"),
                "[DONE]")).containsExactly(json("{'index':0,'delta':{'reasoning_content':'r'},'finish_reason':null}"),
                        json("{'index':0,'delta':{'content':' '},'finish_reason':null}"),
                        json("{'index':0,'delta':{'content':'a'},'finish_reason':null}"),
                        json("{'index':0,'delta':{},'finish_reason':'stop'}"));
    }

    @Test
    void reasoningGoesUnderItsName() {
        assertThat(choices(delta("{'reasoning':'r','reasoning_details':[{'type':'reasoning.text','text':'r'}]}")))
                .containsExactly(json("{'index':0,'delta':{'reasoning_content':'r'},'finish_reason':null}"));
    }

    @Test
    void aFinishStandsAlone() {
        assertThat(choices(delta("{'content':'a'}").replace("'finish_reason':null", "'finish_reason':'eos'"),
                finish("stop"), "[DONE]")).containsExactly(
                        json("{'index':0,'delta':{'content':'a'},'finish_reason':null}"),
                        json("{'index':0,'delta':{},'finish_reason':'stop'}"));
        assertThat(choices(delta("{'content':''}").replace("null", "'stop'"), "[DONE]"))
                .containsExactly(json("{'index':0,'delta':{},'finish_reason':'stop'}"));
    }

    @Test
    void theFirstChunkOfAChoiceIsItsRoleChunk() {
        List<Json> chunks = parsed(stream(QUIET, delta("{'role':'assistant','content':null}")));
        assertThat(((Json.Obj) chunks.getFirst()).elements("choices")).containsExactly(
                json("{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}"));

        chunks = parsed(stream(QUIET, delta("{'reasoning':'r'}")));
        assertThat(((Json.Obj) chunks.getFirst()).elements("choices")).containsExactly(json("{'index':0,'delta':{"
                + "'role':'assistant','content':'','reasoning_content':'r'},'finish_reason':null}"));
    }

    @Test
    void callsGetTheirIndexTypeAndText() {
        assertThat(choices(delta("{'tool_calls':[{'id':'a','function':{'name':'f','arguments':{'x':1}}}]}"),
                delta("{'tool_calls':[{'id':'b','function':{'name':'g','arguments':'{'}}]}"),
                delta("{'tool_calls':[{'id':'b','type':'function','function':{'name':'g','arguments':'}'}}]}"),
                delta("{'tool_calls':[{'id':'c','function':{'name':'h'}}]}"), finish("stop"), "[DONE]"))
                .containsExactly(calls("{'id':'a','function':{'name':'f','arguments':'{\\'x\\':1}'},"
                        + "'type':'function','index':0}"),
                        calls("{'id':'b','function':{'name':'g','arguments':'{'},'type':'function','index':1}"),
                        calls("{'function':{'arguments':'}'},'index':1}"),
                        calls("{'id':'c','function':{'name':'h'},'type':'function','index':2}"),
                        calls("{'index':2,'function':{'arguments':'{}'}}"),
                        json("{'index':0,'delta':{},'finish_reason':'tool_calls'}"));
    }

    private static Json calls(String call) {
        return json("{'index':0,'delta':{'tool_calls':[" + call + "]},'finish_reason':null}");
    }

    @Test
    void oneIdIsMadeUpForAllChunks() {
        String nameless = ROLE.replace("'id':'chatcmpl-1',", "");

        assertThat(parsed(stream(QUIET, nameless, delta("{'content':'a'}"), finish("stop")))).extracting(
                it -> ((Json.Obj) it).text("id").orElseThrow()).hasSize(3)
                .containsOnly("chatcmpl-" + Chats.IDS.of("reply"));
        assertThat(parsed(stream(QUIET, ROLE, delta("{'content':'a'}").replace("chatcmpl-1", "")))).extracting(
                it -> ((Json.Obj) it).text("id").orElseThrow()).containsOnly("chatcmpl-1");
    }

    @Test
    void countsWaitForTheirOwnChunk() {
        String counted = finish("stop").replace("'choices'", "'usage':{'prompt_tokens':1,'completion_tokens':2,"
                + "'total_tokens':3,'x':1},'choices'");

        List<String> asked = stream(COUNTING, ROLE, counted, "[DONE]").stream().map(Frame::dataText).toList();

        assertThat(asked.get(1)).contains("\"usage\":null");
        assertThat(asked.get(2)).contains("\"total_tokens\":3}", "\"choices\":[]");
        assertThat(asked.get(3)).isEqualTo("[DONE]");
        Chunks.check("asked", asked);
        assertThat(stream(QUIET, ROLE, counted, "[DONE]").toString()).doesNotContain("usage");
        assertThat(stream(COUNTING, ROLE, counted)).hasSize(3);
    }

    @Test
    void aChunkOfCountsIsForThoseWhoAsked() {
        String counts = "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1760000000,'model':'m',"
                + "'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}";

        assertThat(stream(COUNTING, ROLE, finish("stop"), counts, "[DONE]")).hasSize(4);
        assertThat(stream(QUIET, ROLE, finish("stop"), counts, "[DONE]")).hasSize(3);
    }

    @Test
    void handshakesWithoutChoicesAreDropped() {
        assertThat(stream(QUIET, "{'id':'','choices':[],'prompt_filter_results':[]}")).isEmpty();
    }

    @Test
    void repairedFramesAreServerSentEvents() {
        Frame repaired = stream(QUIET, delta("{'reasoning':'é'}")).getFirst();

        assertThat(new String(repaired.raw(), UTF_8)).isEqualTo("data: " + repaired.dataText() + "\n\n");
        assertThat(repaired.name()).isNull();
    }
}
