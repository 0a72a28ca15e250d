package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.asking;
import static io.omniroute.translation.responses.Given.assistant;
import static io.omniroute.translation.responses.Given.encoded;
import static io.omniroute.translation.responses.Given.object;
import static io.omniroute.translation.responses.Given.refusal;
import static io.omniroute.translation.responses.Given.result;
import static io.omniroute.translation.responses.Given.user;
import static io.omniroute.domain.chat.Message.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEncoderTest {
    private static final Media PICTURE = new Media.Inline("image/png", "QUJD");

    @Test
    void leadingInstructionsAreJoinedAndLaterOnesStayInPlace() {
        Json.Obj body = encoded(asking(says(Role.SYSTEM, "S"), says(Role.DEVELOPER, "D"), says(Role.USER, "q"),
                says(Role.SYSTEM, "later")).build());

        assertThat(body.text("instructions")).hasValue("S\n\nD");
        assertThat(input(body, 1)).isEqualTo(object(
                "{'type':'message','role':'developer','content':[{'type':'input_text','text':'later'}]}"));
    }

    @Test
    void userContentIsAlwaysAList() {
        Json.Obj body = encoded(asking(user(new Part.Text("q"), new Part.Image(PICTURE),
                new Part.Image(new Media.Remote("https://i.example/a"), Optional.of("low"), Optional.empty()),
                new Part.Document(new Media.Inline("application/pdf", "JVBE"), Optional.empty()),
                new Part.Document(new Media.Remote("https://d.example/b"), Optional.of("b")),
                new Part.Document(new Media.PlainText("body"), Optional.of("T"), Optional.of("C"), Optional.empty(),
                        Optional.empty())))
                .build());

        assertThat(input(body, 0).elements("content")).containsExactly(object("{'type':'input_text','text':'q'}"),
                object("{'type':'input_image','image_url':'data:image/png;base64,QUJD','detail':'auto'}"),
                object("{'type':'input_image','image_url':'https://i.example/a','detail':'low'}"),
                object("{'type':'input_file','filename':'document.pdf','file_data':'data:application/pdf;base64,JVBE'}"),
                object("{'type':'input_file','file_url':'https://d.example/b'}"),
                object("{'type':'input_text','text':'<document title=\\'T\\'>\\ncontext: C\\nbody\\n</document>'}"
                        .replace("\\'", "\\\"")));
    }

    @Test
    void assistantsTextStandsBeforeItsCallsAsOne() {
        Json.Obj body = encoded(asking(says(Role.USER, "q"), assistant(new Part.Text("a"), new Part.Text("b"),
                new Part.ToolCall("c1", "f", "{\"x\": 1}"), new Part.Text("c"), new Part.Refusal("no")),
                result("c1", "r")).build());

        assertThat(body.elements("input").subList(1, 4)).containsExactly(
                object("{'type':'message','role':'assistant','content':'ab\\n\\nc\\n\\nno'}"),
                object("{'type':'function_call','call_id':'c1','name':'f','arguments':'{\\'x\\': 1}'}"
                        .replace("\\'", "\\\"")),
                object("{'type':'function_call_output','call_id':'c1','output':'r'}"));
    }

    @Test
    void onlyTheVendorsOwnReasoningGoesBack() {
        Json.Obj body = encoded(asking(says(Role.USER, "q"), assistant(
                new Part.Reasoning("t", Optional.of(new Signature(Origin.OPENAI, "rs_1:gAAA"))),
                new Part.Reasoning("t", Optional.of(new Signature(Origin.ANTHROPIC, "x"))), new Part.Reasoning("u"),
                new Part.Redacted("y"), new Part.Mark(new Signature(Origin.GOOGLE, "z")), new Part.Text("a")),
                says(Role.USER, "z")).build());

        assertThat(body.elements("input")).hasSize(4);
        assertThat(input(body, 1)).isEqualTo(object("{'type':'reasoning','id':'rs_1','summary':"
                + "[{'type':'summary_text','text':'t'}],'encrypted_content':'gAAA'}"));
    }

    @Test
    void resultsKeepTheirPicturesAndTheirFailure() {
        var picture = new Part.ToolResult("c1", Optional.empty(), List.of(new Part.Image(PICTURE)), true,
                Optional.empty());
        var words = new Part.ToolResult("c2", Optional.empty(), List.of(new Part.Text("bad")), true, Optional.empty());

        Json.Obj body = encoded(asking(assistant(new Part.ToolCall("c1", "f", "{}"), new Part.ToolCall("c2", "f", "")),
                new Message(Role.TOOL, List.of(picture)), new Message(Role.TOOL, List.of(words))).build());

        assertThat(input(body, 2).elements("output")).hasSize(2);
        assertThat(input(body, 3).text("output")).hasValue("[tool error] bad");
    }

    @Test
    void customToolsStayCustom() {
        var call = new Part.ToolCall("c1", "patch", "text", true, Optional.empty());
        Json.Obj body = encoded(asking(assistant(call), result("c1", "ok")).tool(new Tool.Custom("patch",
                Optional.of("d"),
                Optional.of(object("{'type':'grammar','grammar':{'syntax':'lark','definition':'s'}}"))))
                .toolChoice(Optional.of(new ToolChoice.Allowed(true, List.of("patch")))).build());

        assertThat(input(body, 0).text("input")).hasValue("text");
        assertThat(input(body, 1).text("type")).hasValue("custom_tool_call_output");
        assertThat(body.elements("tools")).containsExactly(object("{'type':'custom','name':'patch','description':'d',"
                + "'format':{'type':'grammar','syntax':'lark','definition':'s'}}"));
        assertThat(body.object("tool_choice")).hasValue(
                object("{'type':'allowed_tools','mode':'required','tools':[{'type':'custom','name':'patch'}]}"));
    }

    @Test
    void namesTheWireForbidsAreChangedAndToldBack() {
        var request = asking(says(Role.USER, "q")).tool(function("a.b")).toolChoice(
                Optional.of(new ToolChoice.Named("a.b", false))).build();

        var sent = Given.DIALECT.encodeRequest(request, Given.target(false));

        assertThat(Given.text(sent.body())).contains("\"name\":\"a_b\"").doesNotContain("a.b");
        assertThat(sent.names().toClient("a_b")).isEqualTo("a.b");
    }

    @Test
    void limitIsAtLeastSixteen() {
        assertThat(encoded(asking(says(Role.USER, "q")).maxTokens(OptionalLong.of(5)).build())
                .whole("max_output_tokens")).hasValue(16L);
    }

    @Test
    void formatVerbosityAndEffortGoToTheirPlaces() {
        Json.Obj body = encoded(asking(says(Role.USER, "q")).knob(Knob.VERBOSITY, new Json.Str("low"))
                .reasoning(ReasoningControl.effort("high"))
                .replyFormat(Optional.of(new ReplyFormat.Schema("n", Optional.empty(), object("{'type':'object'}"),
                        Optional.of(true))))
                .build());

        assertThat(body.object("text")).hasValue(object("{'format':{'type':'json_schema','name':'n','schema':"
                + "{'type':'object'},'strict':true},'verbosity':'low'}"));
        assertThat(body.object("reasoning")).hasValue(object("{'effort':'high'}"));
    }

    @Test
    void thinkingBecomesAnEffortAndItsSummaryIsAskedFor() {
        assertThat(reasoning(new Thinking.Enabled(1_024, Optional.empty())))
                .hasValue(object("{'effort':'low','summary':'auto'}"));
        assertThat(reasoning(new Thinking.Enabled(20_000, Optional.of("omitted"))))
                .hasValue(object("{'effort':'high'}"));
        assertThat(reasoning(new Thinking.Disabled())).isEmpty();
        assertThat(reasoning(new Thinking.Adaptive(Optional.empty()))).isEmpty();
        assertThat(reasoning(new Thinking.Adaptive(Optional.of("summarized"))))
                .hasValue(object("{'summary':'auto'}"));
    }

    private static Optional<Json.Obj> reasoning(Thinking thinking) {
        return encoded(asking(says(Role.USER, "q")).reasoning(new ReasoningControl(Optional.empty(),
                Optional.of(thinking), Optional.empty(), Optional.empty())).build()).object("reasoning");
    }

    @Test
    void effortIsNotSentToAModelThatDoesNotReason() {
        var target = new Target("p", "gpt-4.1", Given.able(), false, Map.of(), Given.IDS);

        var sent = Given.DIALECT.encodeRequest(asking(says(Role.USER, "q"))
                .reasoning(ReasoningControl.effort("low")).build(), target);

        assertThat(Given.text(sent.body())).doesNotContain("reasoning");
        assertThat(sent.dropped()).containsExactly("reasoning_effort");
    }

    @Test
    void whatTheUpstreamLacksIsNamed() {
        var request = asking(says(Role.USER, "q")).stop(List.of("x")).knob(Knob.SEED, Json.Num.of(1))
                .knob(Knob.TOP_K, Json.Num.of(1)).knob(Knob.LOGIT_BIAS, Json.Obj.EMPTY)
                .knob(Knob.PRESENCE_PENALTY, new Json.Num("0.0")).knob(Knob.FREQUENCY_PENALTY, Json.Num.of(1))
                .knob(Knob.MODALITIES, new Json.Arr(List.of(new Json.Str("text"))))
                .tool(new Tool.Vendor(object("{'type':'computer_1','name':'c'}"))).build();

        var sent = Given.DIALECT.encodeRequest(request, Given.target(false));

        assertThat(sent.dropped()).containsExactlyInAnyOrder("stop", "seed", "top_k", "logit_bias",
                "frequency_penalty", "computer_1");
        assertThat(Given.text(sent.body())).doesNotContain("seed", "tools", "penalty", "modalities");
    }

    @Test
    void whatWouldChangeTheAnswerIsRefused() {
        assertThat(param(asking(says(Role.USER, "q")).candidates(2))).isEqualTo("n");
        assertThat(param(asking(says(Role.USER, "q")).knob(Knob.MODALITIES,
                new Json.Arr(List.of(new Json.Str("audio")))))).isEqualTo("modalities");
        assertThat(param(asking(says(Role.USER, "q")).knob(Knob.CACHED_CONTENT, new Json.Str("c"))))
                .isEqualTo("cached_content");
        assertThat(param(asking(user(new Part.Text("q"), new Part.Audio("wav", "QQ==")))))
                .isEqualTo("messages[0].content[1]");
        assertThat(param(asking(assistant(new Part.Image(new Media.Remote("https://x.example"))))))
                .isEqualTo("messages[0].content[0]");
        assertThat(param(asking(new Message(Role.SYSTEM, List.of(new Part.Image(PICTURE))))))
                .isEqualTo("messages[0].content[0]");
    }

    private static String param(ChatRequest.Builder request) {
        return refusal(() -> encoded(request.build())).param();
    }

    @Test
    void knobsStoreAndLogprobsAreSent() {
        Json.Obj body = encoded(asking(says(Role.USER, "q")).knob(Knob.TEMPERATURE, new Json.Num("0.70"))
                .knob(Knob.USER, new Json.Str("u")).knob(Knob.LOGPROBS, Json.Literal.TRUE)
                .knob(Knob.TOP_LOGPROBS, Json.Num.of(2)).parallelToolCalls(Optional.of(false)).build());

        assertThat(body.get("temperature")).hasValue(new Json.Num("0.70"));
        assertThat(body.bool("store")).hasValue(false);
        assertThat(body.bool("parallel_tool_calls")).hasValue(false);
        assertThat(body.elements("include")).containsExactly(new Json.Str("message.output_text.logprobs"));
        assertThat(body.has("stream")).isFalse();
    }

    @Test
    void reasoningThatIsNotStoredIsAskedForSealed() {
        var asking = asking(says(Role.USER, "q"));
        var sealed = new Json.Str("reasoning.encrypted_content");

        assertThat(encoded(asking.build()).elements("include")).containsExactly(sealed);
        assertThat(encoded(asking.knob(Knob.STORE, Json.Literal.FALSE).build()).elements("include"))
                .containsExactly(sealed);
        assertThat(encoded(asking.knob(Knob.STORE, Json.Literal.TRUE).build()).has("include")).isFalse();
    }

    @Test
    void modelThatDoesNotReasonIsNotAskedForSealedReasoning() {
        var target = new Target("openai", "gpt-4.1", Given.able(), false, Map.of(), Given.IDS);
        var body = Given.DIALECT.encodeRequest(asking(says(Role.USER, "q")).build(), target).body();

        assertThat(((Json.Obj) Given.json(Given.text(body))).has("include")).isFalse();
    }

    @Test
    void searchIsATool() {
        Json.Obj body = encoded(asking(says(Role.USER, "q")).tool(new Tool.WebSearch(object(
                "{'user_location':{'type':'approximate','approximate':{'city':'Oslo'}},'search_context_size':'high'}")))
                .build());

        assertThat(body.elements("tools")).containsExactly(object("{'type':'web_search','user_location':"
                + "{'type':'approximate','city':'Oslo'},'search_context_size':'high'}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decodingWhatWasEncodedGivesTheRequestAgain(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            ChatRequest request = random(random);

            Json.Obj body = encoded(request);

            assertThat(Oracle.of("openai/responses-request").objections(Given.text(
                    Given.DIALECT.encodeRequest(request, Given.target(false)).body()))).isEmpty();
            ChatRequest back = Given.DIALECT.decodeRequest(body, "alias", false);
            assertThat(back.toBuilder().echo(Json.Obj.EMPTY).build()).isEqualTo(request);
        }
    }

    private static ChatRequest random(Random random) {
        var request = asking(says(Role.SYSTEM, "s" + random.nextInt()), user(new Part.Text("q"),
                new Part.Image(PICTURE, Optional.of("high"), Optional.empty())));
        for (int turn = 0; turn < random.nextInt(4); turn++) {
            boolean speaks = random.nextBoolean();
            var text = new Part.Text("a" + turn);
            var call = new Part.ToolCall("c" + turn, "f", "{\"n\": " + turn + "}");
            var other = new Part.ToolCall("d" + turn, "g", "free", true, Optional.empty());
            request.message(speaks ? assistant(text, call, other) : assistant(call, other));
            request.message(result("c" + turn, "r")).message(result("d" + turn, ""));
            request.message(says(Role.USER, "u" + random.nextInt(9)));
        }
        return request.tool(function("f")).tool(new Tool.Custom("g", Optional.empty(), Optional.empty()))
                .knob(Knob.STORE, Json.of(random.nextBoolean()))
                .knob(Knob.TOP_P, new Json.Num("0." + random.nextInt(9)))
                .knob(Knob.METADATA, Json.Obj.of("k", new Json.Str("v" + random.nextInt())))
                .maxTokens(OptionalLong.of(16 + random.nextInt(100)))
                .toolChoice(random.nextBoolean() ? Optional.of(new ToolChoice.Required()) : Optional.empty())
                .replyFormat(random.nextBoolean() ? Optional.of(new ReplyFormat.AnyJson()) : Optional.empty())
                .reasoning(ReasoningControl.effort("low")).build();
    }

    private static Tool function(String name) {
        return new Tool.Function(name, Optional.of("d"), Optional.of(object("{'type':'object','properties':{}}")),
                Optional.empty(), Optional.empty());
    }

    private static Json.Obj input(Json.Obj body, int index) {
        return (Json.Obj) body.elements("input").get(index);
    }
}
