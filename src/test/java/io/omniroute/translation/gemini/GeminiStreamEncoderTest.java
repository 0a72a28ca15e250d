package io.omniroute.translation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeminiStreamEncoderTest {
    private static final ChatEvent STARTED = new ChatEvent.Started("r1", "m1", 5, Optional.empty());
    private static final ChatEvent STOPPED = new ChatEvent.Finished(0, new Finish(FinishReason.STOP));
    private static final ChatEvent CALLED = new ChatEvent.Finished(0, new Finish(FinishReason.TOOL_CALLS));
    private static final ChatEvent COUNTED = new ChatEvent.Counted(new Usage(10, 5));
    private static final ChatEvent ENDED = new ChatEvent.Ended();

    @Test
    void textGoesOutAsItComesAndTheFinishWaitsForTheUsage() {
        List<String> sent = sent(STARTED, text("He"), text("y"), STOPPED, COUNTED, ENDED);

        assertThat(sent).containsExactly(
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"He\"}]},\"index\":0}],"
                        + "\"modelVersion\":\"m1\",\"responseId\":\"r1\"}",
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"y\"}]},\"index\":0}],"
                        + "\"modelVersion\":\"m1\",\"responseId\":\"r1\"}",
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]},\"finishReason\":"
                        + "\"STOP\",\"index\":0}],\"modelVersion\":\"m1\",\"responseId\":\"r1\",\"usageMetadata\":"
                        + "{\"promptTokenCount\":10,\"candidatesTokenCount\":5,\"totalTokenCount\":15}}");
    }

    @Test
    void callsAreWholeAndInOrderWhenTheirPiecesInterleave() {
        List<Json> parts = parts(STARTED, open(0, "c1", "f"), open(1, "c2", "g"), piece(1, "{\"b\":"),
                piece(0, "{\"a\""), text("t"), piece(1, "2}"), piece(0, ":1}"), open(2, "c3", "h"), CALLED, ENDED);

        assertThat(parts).containsExactly(Hub.object("{'text':'t'}"), call("c1", "f", "{'a':1}"),
                call("c2", "g", "{'b':2}"), call("c3", "h", "{}"));
    }

    @Test
    void completeCallGoesBeforeTheTextThatFollowsIt() {
        List<Json> parts = parts(STARTED, text("a"), open(0, "c1", "f"), piece(0, "{\"x\":"), piece(0, "{}}"),
                text("b"), CALLED, ENDED);

        assertThat(parts).containsExactly(Hub.object("{'text':'a'}"), call("c1", "f", "{'x':{}}"),
                Hub.object("{'text':'b'}"), GeminiParts.NOTHING);
    }

    @Test
    void argumentsThatAreNoObjectAreNotLost() {
        List<Json> parts = parts(STARTED, open(0, "c1", "f"), piece(0, "{\"cut"), CALLED, ENDED);

        assertThat(parts)
                .containsExactly(Json.Obj.of("functionCall", Json.Obj.builder().put("id", "c1").put("name", "f")
                        .put("args", Json.Obj.of("raw_arguments", new Json.Str("{\"cut"))).build()));
    }

    @Test
    void signaturesOfAllVendorsReachTheClient() {
        List<Json> parts = parts(STARTED, new ChatEvent.ReasoningPiece(0, "hm"),
                new ChatEvent.ReasoningSigned(0, Hub.anthropic("s")), new ChatEvent.RedactedReasoning(0, "R"),
                new ChatEvent.Marked(0, Hub.google("G")),
                new ChatEvent.CallOpened(0, 0, "c1", "f", false, Optional.of(Hub.google("H"))), CALLED, ENDED);

        assertThat(parts).containsExactly(Hub.object("{'text':'hm','thought':true}"),
                Hub.object("{'text':'','thoughtSignature':'G'}"),
                GeminiParts.carrier(GeminiSeals.NONE.thinks("hm").signed(Hub.anthropic("s")).redacted("R").value()
                        .orElseThrow()),
                call("c1", "f", "{}").with("thoughtSignature", new Json.Str("H")));
    }

    @Test
    void thoughtsStayHereWhenTheClientDoesNotWantThem() {
        var hidden = new ReasoningControl(Optional.of("low"), Optional.empty(), Optional.empty(), Optional.empty());
        Answering context = Hub.answering(Hub.asks(Message.says(Role.USER, "q")).toBuilder().reasoning(hidden).build());

        List<String> sent = run(new GeminiStreamEncoder(context, false), STARTED,
                new ChatEvent.ReasoningPiece(0, "hm"), new ChatEvent.ReasoningSigned(0, Hub.anthropic("s")), text("a"),
                STOPPED, ENDED);

        assertThat(sent).hasSize(2).noneMatch(it -> it.contains("thought"));
    }

    @Test
    void refusalIsTextAndEndsAsSafety() {
        List<String> sent = sent(STARTED, new ChatEvent.RefusalPiece(0, "No."), STOPPED, ENDED);

        assertThat(sent.getFirst()).contains("\"text\":\"No.\"");
        assertThat(sent.getLast()).contains("\"finishReason\":\"SAFETY\"");
    }

    @Test
    void sourcesStandInTheLastEventInBytes() {
        List<String> sent = sent(STARTED, text("Æ"), text("rlig 😀 svar"),
                new ChatEvent.Cited(0, new Annotation(0, 7, "S", "https://example.org/s")),
                new ChatEvent.Cited(0, new Annotation(6, 99, "S", "https://example.org/s")),
                new ChatEvent.Cited(0, new Annotation(0, 1, "T", "https://example.org/t")), STOPPED, ENDED);

        Json.Obj candidate = (Json.Obj) Hub.object(sent.getLast().getBytes(StandardCharsets.UTF_8))
                .elements("candidates").getFirst();
        assertThat(candidate.object("groundingMetadata")).contains(Hub.object("{'groundingChunks':["
                + "{'web':{'uri':'https://example.org/s','title':'S'}},{'web':{'uri':'https://example.org/t','title':'T'}}],"
                + "'groundingSupports':[{'segment':{'startIndex':0,'endIndex':11,'text':'Ærlig 😀'},'groundingChunkIndices':[0]},"
                + "{'segment':{'startIndex':7,'endIndex':16,'text':'😀 svar'},'groundingChunkIndices':[0]},"
                + "{'segment':{'startIndex':0,'endIndex':2,'text':'Æ'},'groundingChunkIndices':[1]}]}"));
    }

    @Test
    void everyChoiceHasItsCandidateAndTheEnvelopeOnlyTheFirst() {
        ChatEvent[] events = {STARTED, text("a"), new ChatEvent.TextPiece(1, "b"), open(0, "c1", "f"),
                new ChatEvent.CallOpened(1, 0, "c2", "g", false, Optional.empty()),
                new ChatEvent.Weighed(1, Hub.object("{'content':[{'token':'b','logprob':-1}]}")),
                new ChatEvent.Finished(1, new Finish(FinishReason.LENGTH)), CALLED, ENDED};

        assertThat(sent(events).getLast()).contains("\"index\":0", "\"index\":1", "MAX_TOKENS", "c1", "c2");
        List<String> enveloped = run(new GeminiStreamEncoder(Hub.answering(), true), events);
        assertThat(enveloped).allMatch(it -> it.startsWith("{\"response\":{")).noneMatch(it -> it.contains("c2"))
                .allMatch(it -> Oracle.of("antigravity/response").objections(it).isEmpty()).hasSize(2);
    }

    @Test
    void weightsAndPicturesGoOutAtOnce() {
        List<String> sent = sent(STARTED,
                new ChatEvent.Weighed(0, Hub.object("{'content':[{'token':'b','logprob':-1,'top_logprobs':"
                        + "[{'token':'c','logprob':-2}]}]}")),
                new ChatEvent.ImageMade(0, new Media.Inline("image/png", "AA==")), STOPPED, ENDED);

        assertThat(sent.get(0))
                .contains("\"logprobsResult\":{\"chosenCandidates\":[{\"token\":\"b\",\"logProbability\":-1}],"
                        + "\"topCandidates\":[{\"candidates\":[{\"token\":\"c\",\"logProbability\":-2}]}]}");
        assertThat(sent.get(1)).contains("\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA==\"}");
    }

    @Test
    void failureIsTheOnlyLastEvent() {
        var failed = new ChatEvent.Failed(429, "slow down");

        assertThat(events(new GeminiStreamEncoder(Hub.answering(), true), failed, text("x"), ENDED)).containsExactly(
                "{\"error\":{\"code\":429,\"message\":\"slow down\",\"status\":\"RESOURCE_EXHAUSTED\"}}");
        assertThat(events(new GeminiStreamEncoder(Hub.answering(), false), STARTED, open(0, "c1", "f"), failed, ENDED))
                .hasSize(1);
    }

    @Test
    void lastEventCountsZeroWhenNothingWasCounted() {
        String zeros = "\"usageMetadata\":{\"promptTokenCount\":0,\"candidatesTokenCount\":0,\"totalTokenCount\":0}";

        List<String> sent = sent(STARTED, text("He"), STOPPED, ENDED);

        assertThat(sent.getFirst()).doesNotContain("usageMetadata");
        assertThat(sent.getLast()).contains(zeros);
        assertThat(run(new GeminiStreamEncoder(Hub.answering(), true), STARTED, text("He"), STOPPED, ENDED).getLast())
                .startsWith("{\"response\":").contains(zeros);
    }

    @Test
    void endWithoutAnythingIsStillAnAnswer() {
        assertThat(sent(STARTED, ENDED)).hasSize(1).allMatch(it -> it.contains("\"finishReason\":\"STOP\""));
    }

    @Test
    void manyPiecesOfArgumentsTakeLittleTime() {
        var events = new ArrayList<ChatEvent>(List.of(STARTED, open(0, "c1", "f"), piece(0, "{\"a\":\"")));
        for (int i = 0; i < 200_000; i++) {
            events.add(piece(0, "0123456789012345678901234567890123456789}"));
        }
        events.addAll(List.of(piece(0, "\"}"), CALLED, ENDED));

        long before = System.nanoTime();
        List<String> sent = sent(events.toArray(ChatEvent[]::new));

        assertThat(sent.getLast().length()).isGreaterThan(8_000_000);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    private static ChatEvent text(String text) {
        return new ChatEvent.TextPiece(0, text);
    }

    private static ChatEvent open(int call, String id, String name) {
        return new ChatEvent.CallOpened(0, call, id, name, false, Optional.empty());
    }

    private static ChatEvent piece(int call, String arguments) {
        return new ChatEvent.CallPiece(0, call, arguments);
    }

    private static Json.Obj call(String id, String name, String args) {
        return Json.Obj.of("functionCall", Json.Obj.builder().put("id", id).put("name", name)
                .put("args", Hub.object(args)).build());
    }

    private static List<Json> parts(ChatEvent... events) {
        return sent(events).stream().map(it -> Hub.object(it.getBytes(StandardCharsets.UTF_8)))
                .flatMap(it -> it.elements("candidates").stream())
                .flatMap(it -> ((Json.Obj) it).object("content").orElseThrow().elements("parts").stream()).toList();
    }

    private static List<String> sent(ChatEvent... events) {
        List<String> sent = run(new GeminiStreamEncoder(Hub.answering(), false), events);
        assertThat(sent).allMatch(it -> it.length() > 100_000
                || Oracle.of("gemini/generate-content-response").objections(it).isEmpty());
        assertThat(sent).allMatch(it -> it.contains("\"responseId\":\"r1\"") && it.contains("\"modelVersion\":\"m1\""));
        return sent;
    }

    private static List<String> run(StreamState<ChatEvent, ClientEvent> encoder, ChatEvent... events) {
        return events(encoder, events);
    }

    private static List<String> events(StreamState<ChatEvent, ClientEvent> encoder, ChatEvent... events) {
        StreamState<ChatEvent, ClientEvent> state = encoder;
        var sent = new ArrayList<String>();
        for (ChatEvent event : events) {
            var step = state.on(event);
            step.out().forEach(it -> sent.add(new String(it.json(), StandardCharsets.UTF_8)));
            state = step.next();
        }
        state.end().forEach(it -> sent.add(new String(it.json(), StandardCharsets.UTF_8)));
        return sent;
    }
}
