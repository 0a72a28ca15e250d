package io.omniroute.translation.antigravity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.gemini.Golden;
import io.omniroute.translation.gemini.Hub;
import io.omniroute.translation.json.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AntigravityDialectTest {
    private static final Oracle REQUEST = Oracle.of("antigravity/request");
    private static final AntigravityDialect DIALECT = new AntigravityDialect();
    private static final ChatRequest QUESTION = Hub.asks(Message.says(Role.SYSTEM, "S"), Message.says(Role.USER, "q"));

    static Stream<Path> requests() {
        return Golden.files("antigravity", ".in.json");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestMeansWhatStandsBesideIt(Path file) {
        ChatRequest request = DIALECT.decodeRequest(Golden.object(file), "", true);

        Golden.check(Golden.beside(file, ".in.json", ".hub.txt"), Hub.printed(request));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatWasReadGoesOutInAnEnvelopeAgain(Path file) {
        ChatRequest request = DIALECT.decodeRequest(Golden.object(file), "", true);

        assertThat(REQUEST.objections(JsonText.write(sent(request, Hub.flash3())))).isEmpty();
    }

    @Test
    void envelopeNamesProjectModelAndConversation() {
        Json.Obj envelope = sent(QUESTION, Hub.flash3());

        assertThat(envelope.members().keySet()).containsExactly("project", "model", "userAgent", "requestType",
                "requestId", "request");
        assertThat(envelope.text("project")).contains("p1");
        assertThat(envelope.text("model")).contains("gemini-3-flash");
        assertThat(envelope.text("requestId").orElse("")).matches("agent-[0-9a-f-]{36}");
        assertThat(envelope.object("request").flatMap(it -> it.object("systemInstruction")))
                .contains(Hub.object("{'parts':[{'text':'S'}]}"));
    }

    @Test
    void sessionIsTheSameForAConversationAndAnotherForAnother() {
        ChatRequest later = Hub.asks(Message.says(Role.USER, "q"), Message.says(Role.ASSISTANT, "a"),
                Message.says(Role.USER, "more"));
        Target other = new Target("gemini", "m", Hub.flash3().capabilities(), false, Map.of("connection", "c2"),
                Hub.IDS);

        assertThat(session(later, Hub.flash3())).isEqualTo(session(QUESTION, Hub.flash3()));
        assertThat(session(QUESTION, other)).isNotEqualTo(session(QUESTION, Hub.flash3()));
        assertThat(session(Hub.asks(Message.says(Role.USER, "x")), Hub.flash3()))
                .isNotEqualTo(session(QUESTION, Hub.flash3()));
    }

    private static String session(ChatRequest request, Target target) {
        return sent(request, target).object("request").flatMap(it -> it.text("sessionId")).orElseThrow();
    }

    @Test
    void functionsAreValidatedUnlessAChoiceWasGivenAndStandAlone() {
        ChatRequest tools = QUESTION.toBuilder().tool(Hub.function("f", "{'properties':{'a':{'type':'string'}}}"))
                .tool(new Tool.WebSearch(Json.Obj.EMPTY)).build();

        Encoded encoded = DIALECT.encodeRequest(tools, Hub.flash3());

        Json.Obj body = Hub.object(encoded.body()).object("request").orElseThrow();
        assertThat(body.elements("tools")).hasSize(1);
        assertThat(body.object("toolConfig"))
                .contains(Hub.object("{'functionCallingConfig':{'mode':'VALIDATED'}}"));
        assertThat(encoded.dropped()).containsExactly("web_search");
        ChatRequest chosen = tools.toBuilder().toolChoice(Optional.of(new ToolChoice.Required())).build();
        assertThat(sent(chosen, Hub.flash3()).object("request").flatMap(it -> it.object("toolConfig")))
                .contains(Hub.object("{'functionCallingConfig':{'mode':'ANY'}}"));
    }

    @ParameterizedTest
    @CsvSource({"99999,,16384", "99999,20000,20000", "100,,100", "99999,nonsense,16384"})
    void limitIsCutToWhatTheConnectionTakes(long asked, String cap, long sent) {
        Map<String, String> account = cap == null ? Map.of() : Map.of("maxOutputTokens", cap);
        Target target = new Target("antigravity", "m", Hub.flash3().capabilities(), false, account, Hub.IDS);
        ChatRequest request = QUESTION.toBuilder().maxTokens(OptionalLong.of(asked))
                .knob(Knob.SAFETY_SETTINGS, Json.Arr.EMPTY).build();

        Json.Obj body = sent(request, target).object("request").orElseThrow();

        assertThat(body.object("generationConfig").flatMap(it -> it.whole("maxOutputTokens"))).contains(sent);
        assertThat(body.has("safetySettings")).isFalse();
        assertThat(DIALECT.encodeRequest(request, target).dropped()).contains("safety_settings");
    }

    @Test
    void claudeBehindTheEnvelopeGetsNoThoughtsAndNoSignatures() {
        ChatRequest request = Hub.asks(Message.says(Role.USER, "q"),
                Hub.says(Role.ASSISTANT, new Part.Reasoning("plan"), new Part.Mark(Hub.google("A")),
                        new Part.Text("t"), Hub.signed("c1", "f", "{}", Hub.google("B"))),
                Hub.result("c1", "f", "1"));

        String sent = JsonText.write(sent(request, Hub.target("claude-sonnet-4-5", ThinkingStyle.BUDGET)));

        assertThat(sent).doesNotContain("thought", "plan").contains("\"id\":\"c1\"");
    }

    @ParameterizedTest
    @CsvSource({"high,8000,6976", "low,8000,1024", "high,1500,0", "high,99999,15360"})
    void budgetOfClaudeLeavesRoomInTheLimit(String effort, long limit, long budget) {
        ChatRequest request = QUESTION.toBuilder().reasoning(ReasoningControl.effort(effort))
                .maxTokens(OptionalLong.of(limit)).build();
        Target claude = Hub.target("claude-sonnet-4-5", ThinkingStyle.BUDGET);

        Optional<Json.Obj> thinking = sent(request, claude).object("request")
                .flatMap(it -> it.object("generationConfig")).flatMap(it -> it.object("thinkingConfig"));

        assertThat(thinking.flatMap(it -> it.whole("thinkingBudget")).orElse(0L)).isEqualTo(budget);
        assertThat(DIALECT.encodeRequest(request, claude).dropped().contains("reasoning_effort"))
                .isEqualTo(budget == 0);
    }

    @Test
    void answersAreReadInsideTheEnvelopeAndErrorsOutsideIt() {
        byte[] body = ("{\"response\":{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"ok\"}]},"
                + "\"finishReason\":\"STOP\"}],\"responseId\":\"r\"},\"traceId\":\"t\"}").getBytes(UTF_8);

        assertThat(DIALECT.decodeReply(body, Hub.answering()).choices().getFirst().parts())
                .containsExactly(new Part.Text("ok"));
        assertThat(DIALECT.observeReply(body))
                .satisfies(seen -> assertThat(seen.content() && seen.finished()).isTrue());
        assertThat(
                DIALECT.decoder(Hub.answering()).on(Hub.frame("{\"error\":{\"code\":401,\"message\":\"no\"}}")).out())
                .containsExactly(new ChatEvent.Failed(401, "no"));
        assertThat(new String(DIALECT.error(new Failure.Broken(503, "busy"), "r").body(), UTF_8))
                .isEqualTo("{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}");
    }

    @Test
    void observerOfAnEnvelopedStreamSeesItsEnd() {
        StreamObserver observer = DIALECT.observer();

        assertThat(observer
                .observe(Hub.frame("{\"response\":{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}}"))
                .content()).isTrue();
        assertThat(observer.complete()).isFalse();
        var last = observer.observe(Hub.frame("{\"response\":{\"candidates\":[{\"finishReason\":\"STOP\"}],"
                + "\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":2}}}"));
        assertThat(last.finished()).isTrue();
        assertThat(last.usage()).isNotNull();
        assertThat(observer.complete()).isTrue();
    }

    @Test
    void signatureOfAClaudeModelBehindTheEnvelopeIsNobodys() {
        String chunk = "{\"response\":{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"id\":\"c\",\"name\":\"f\"},"
                + "\"thoughtSignature\":\"S\"}]}}]}}";
        var claude = new Answering(QUESTION, ToolNames.SAME, "claude-opus-4-5", 1, Hub.IDS);

        assertThat(opened(DIALECT.decoder(claude).on(Hub.frame(chunk)).out()).signature()).isEmpty();
        assertThat(opened(DIALECT.decoder(Hub.answering()).on(Hub.frame(chunk)).out()).signature())
                .contains(Hub.google("S"));
    }

    private static ChatEvent.CallOpened opened(List<ChatEvent> events) {
        return (ChatEvent.CallOpened) events.get(1);
    }

    @Test
    void dialectIsNamedAsInTheSpecification() {
        assertThat(DIALECT.format()).isEqualTo(Format.ANTIGRAVITY);
    }

    private static Json.Obj sent(ChatRequest request, Target target) {
        Encoded encoded = DIALECT.encodeRequest(request, target);
        assertThat(REQUEST.objections(new String(encoded.body(), UTF_8))).isEmpty();
        return Hub.object(encoded.body());
    }
}
