package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.answering;
import static io.omniroute.translation.responses.Given.decoded;
import static io.omniroute.translation.responses.Given.sealed;
import static io.omniroute.translation.responses.Given.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatEvent.CallOpened;
import io.omniroute.domain.chat.ChatEvent.CallPiece;
import io.omniroute.domain.chat.ChatEvent.Cited;
import io.omniroute.domain.chat.ChatEvent.Counted;
import io.omniroute.domain.chat.ChatEvent.Ended;
import io.omniroute.domain.chat.ChatEvent.Failed;
import io.omniroute.domain.chat.ChatEvent.Finished;
import io.omniroute.domain.chat.ChatEvent.ImageMade;
import io.omniroute.domain.chat.ChatEvent.ReasoningPiece;
import io.omniroute.domain.chat.ChatEvent.ReasoningSigned;
import io.omniroute.domain.chat.ChatEvent.RefusalPiece;
import io.omniroute.domain.chat.ChatEvent.Started;
import io.omniroute.domain.chat.ChatEvent.TextPiece;
import io.omniroute.domain.chat.ChatEvent.Weighed;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamEncoderTest {
    private static final Started STARTED = new Started("Ab12", "gpt-4.1", 1_760_000_000L, Optional.of("default"));

    @Test
    void textHasItsEventsInOrder() {
        List<Json.Obj> events = stream(new TextPiece(0, "He"), new TextPiece(0, "y"), stop());

        assertThat(types(events)).containsExactly("response.created", "response.in_progress",
                "response.output_item.added", "response.content_part.added", "response.output_text.delta",
                "response.output_text.delta", "response.output_text.done", "response.content_part.done",
                "response.output_item.done", "response.completed");
        assertThat(last(events).text("id")).hasValue("resp_Ab12");
        assertThat(last(events).text("service_tier")).hasValue("default");
    }

    @Test
    void reasoningTextAndInterleavedCallsAreItemsInOrderOfAppearance() {
        List<Json.Obj> events = stream(new ReasoningPiece(0, "h"), new ReasoningPiece(0, "m"), new TextPiece(0, "Ok"),
                opened(0, "c1"), opened(1, "c2"), new CallPiece(0, 1, "{\"b\":"), new CallPiece(0, 0, "{\"a\":1}"),
                new CallPiece(0, 1, "2}"), new Finished(0, new Finish(FinishReason.TOOL_CALLS)));

        assertThat(last(events).elements("output")).extracting(item -> ((Json.Obj) item).text("type").orElse(""))
                .containsExactly("reasoning", "message", "function_call", "function_call");
        assertThat(output(events, 3).text("arguments")).hasValue("{\"b\":2}");
        assertThat(output(events, 2).text("call_id")).hasValue("c1");
    }

    @Test
    void callWithoutArgumentsGetsAnEmptyObject() {
        List<Json.Obj> events = stream(opened(0, "c1"), stop());

        assertThat(types(events)).contains("response.function_call_arguments.delta");
        assertThat(output(events, 0).text("arguments")).hasValue("{}");
    }

    @Test
    void customCallHasEventsOfItsOwn() {
        List<Json.Obj> events = stream(new CallOpened(0, 0, "c1", "shell", true, Optional.empty()),
                new CallPiece(0, 0, "ls "), new CallPiece(0, 0, "-l"), stop());

        assertThat(types(events)).contains("response.custom_tool_call_input.delta",
                "response.custom_tool_call_input.done");
        assertThat(output(events, 0).text("input")).hasValue("ls -l");
    }

    @Test
    void textBehindACallIsAMessageOfItsOwn() {
        List<Json.Obj> events = stream(new TextPiece(0, "a"), opened(0, "c1"), new TextPiece(0, "b"), stop());

        assertThat(last(events).elements("output")).hasSize(3);
    }

    @Test
    void refusalBehindATextIsTheSecondPartOfTheMessage() {
        List<Json.Obj> events = stream(new TextPiece(0, "a"), new RefusalPiece(0, "no"), new RefusalPiece(0, "pe"),
                stop());

        assertThat(output(events, 0).elements("content")).hasSize(2);
        assertThat(((Json.Obj) output(events, 0).elements("content").get(1)).text("refusal")).hasValue("nope");
    }

    @Test
    void sourcesCountFromTheirOwnTextPart() {
        List<Json.Obj> events = stream(new TextPiece(0, "\uD83D\uDE00ab"), opened(0, "c"), new TextPiece(0, "cd"),
                new Cited(0, new Annotation(3, 5, "T", "https://t.example")), stop());

        Json.Obj added = events.stream().filter(it -> type(it).equals("response.output_text.annotation.added"))
                .findFirst().orElseThrow().object("annotation").orElseThrow();
        assertThat(added.whole("start_index")).hasValue(0L);
        assertThat(added.whole("end_index")).hasValue(2L);
    }

    @Test
    void logprobsStandInTheDoneEventsWhetherTheyCameBeforeOrBehindTheirText() {
        var token = Given.object("{'content':[{'token':'a','logprob':-1,'bytes':null,'top_logprobs':[]}]}");

        List<Json.Obj> events = stream(new Weighed(0, token), new TextPiece(0, "a"), new TextPiece(0, "a"),
                new Weighed(0, token), stop());

        var content = (Json.Obj) output(events, 0).elements("content").getFirst();
        assertThat(content.elements("logprobs")).hasSize(2);
    }

    @Test
    void pictureIsAnImageGenerationCall() {
        List<Json.Obj> events = stream(new ImageMade(0, new Media.Inline("image/png", "QUJD")),
                new ImageMade(0, new Media.Remote("https://p.example/1.png")), stop());

        assertThat(output(events, 0).text("result")).hasValue("QUJD");
        assertThat(output(events, 1).text("type")).hasValue("message");
    }

    @Test
    void cutAnswerMarksTheItemInWorkOnly() {
        List<Json.Obj> events = stream(new TextPiece(0, "a"), opened(0, "c1"), opened(1, "c2"),
                new CallPiece(0, 1, "{}"), new CallPiece(0, 0, "{"), new Finished(0, new Finish(FinishReason.LENGTH)));

        assertThat(last(events).object("incomplete_details").orElseThrow().text("reason"))
                .hasValue("max_output_tokens");
        assertThat(output(events, 0).text("status")).hasValue("completed");
        assertThat(output(events, 1).text("status")).hasValue("incomplete");
        assertThat(output(events, 2).text("status")).hasValue("completed");
    }

    @Test
    void cutReasoningIsIncomplete() {
        List<Json.Obj> events = stream(new ReasoningPiece(0, "hm"),
                new Finished(0, new Finish(FinishReason.CONTENT_FILTER)));

        assertThat(output(events, 0).text("status")).hasValue("incomplete");
        assertThat(last(events).object("incomplete_details").orElseThrow().text("reason")).hasValue("content_filter");
    }

    @Test
    void emptyAnswerIsDeliveredAsItIs() {
        assertThat(last(stream(stop())).get("output")).hasValue(Json.Arr.EMPTY);
    }

    @Test
    void failureBehindTheBeginningIsAFailedResponseWithWhatWasDone() {
        List<Json.Obj> events = checked(List.of(STARTED, new ReasoningPiece(0, "h"), new TextPiece(0, "par"),
                new Failed(429, "boom"), new TextPiece(0, "ignored")), answering());

        assertThat(type(events.getLast())).isEqualTo("response.failed");
        assertThat(last(events).object("error").orElseThrow())
                .isEqualTo(Given.object("{'code':'rate_limit_exceeded','message':'boom'}"));
        assertThat(last(events).elements("output")).hasSize(1);
    }

    @Test
    void failureBeforeTheBeginningIsAnErrorEvent() {
        List<Json.Obj> events = checked(List.of(new Failed(502, "boom")), answering());

        assertThat(events).containsExactly(Given.object("{'type':'error','code':'bad_gateway','message':'boom',"
                + "'param':null,'sequence_number':0}"));
    }

    @Test
    void nothingFollowsTheEnd() {
        var events = new ArrayList<ChatEvent>(List.of(STARTED, stop(), new Ended()));
        int size = written(events, answering()).size();
        events.addAll(List.of(new TextPiece(0, "x"), new Ended(), new Failed(500, "x")));

        assertThat(written(events, answering())).hasSize(size);
    }

    @Test
    void usageHasBothDetailsAlways() {
        List<Json.Obj> events = stream(new TextPiece(0, "a"), new Counted(new Usage(10, 5)), stop());

        assertThat(last(events).object("usage")).hasValue(Given.object("{'input_tokens':10,"
                + "'input_tokens_details':{'cached_tokens':0,'cache_write_tokens':0},'output_tokens':5,"
                + "'output_tokens_details':{'reasoning_tokens':0},'total_tokens':15}"));
    }

    @Test
    void signatureTravelsOnlyWhereItWasAskedFor() {
        var signed = new ReasoningSigned(0, new Signature(Origin.ANTHROPIC, "sig"));
        List<ChatEvent> events = List.of(STARTED, new ReasoningPiece(0, "t1"), signed, new ReasoningPiece(0, "t2"),
                stop(), new Ended());

        List<Json.Obj> plain = checked(events, answering());
        List<Json.Obj> wanted = checked(events, sealed());

        assertThat(last(plain).elements("output")).hasSize(2);
        assertThat(output(plain, 0).has("encrypted_content")).isFalse();
        assertThat(output(wanted, 0).text("encrypted_content")).isPresent();
        assertThat(output(wanted, 1).has("encrypted_content")).isFalse();
    }

    @Test
    void requestIsRepeatedWithDefaults() {
        var asked = decoded("{'input':'q','temperature':0.4,'metadata':{'k':'v'},'instructions':'I',"
                + "'tools':[{'type':'function','name':'f'}],'reasoning':{'effort':'low'},"
                + "'text':{'verbosity':'low'},'user':'u'}");

        Json.Obj response = last(checked(List.of(STARTED, stop(), new Ended()), answering(asked)));

        assertThat(response.get("temperature")).hasValue(new Json.Num("0.4"));
        assertThat(response.text("instructions")).hasValue("I");
        assertThat(response.object("text"))
                .hasValue(Given.object("{'format':{'type':'text'},'verbosity':'low'}"));
        assertThat(response.object("reasoning")).hasValue(Given.object("{'effort':'low','summary':null}"));
        assertThat(response.elements("tools")).containsExactly(
                Given.object("{'type':'function','name':'f','parameters':null,'strict':true}"));
        assertThat(response.text("user")).hasValue("u");
        assertThat(response.bool("parallel_tool_calls")).hasValue(true);
    }

    @Test
    void oldMomentsCanBeAskedAgain() {
        var first = Given.DIALECT.encoder(answering()).on(STARTED).next();
        var once = first.on(new TextPiece(0, "a")).next();
        once.on(new TextPiece(0, "b"));

        var again = once.on(new TextPiece(0, "b"));

        assertThat(Given.text(again.out().getFirst().json())).contains("\"sequence_number\":5", "\"delta\":\"b\"");
    }

    private static List<Json.Obj> stream(ChatEvent... events) {
        var all = new ArrayList<ChatEvent>();
        all.add(STARTED);
        all.addAll(List.of(events));
        all.add(new Ended());
        return checked(all, answering());
    }

    private static List<Json.Obj> checked(List<ChatEvent> events, Answering context) {
        return EventRules.check(written(events, context));
    }

    private static Finished stop() {
        return new Finished(0, new Finish(FinishReason.STOP));
    }

    private static CallOpened opened(int call, String id) {
        return new CallOpened(0, call, id, "f", false, Optional.empty());
    }

    private static String type(Json.Obj event) {
        return event.text("type").orElse("");
    }

    private static List<String> types(List<Json.Obj> events) {
        return events.stream().map(StreamEncoderTest::type).toList();
    }

    private static Json.Obj last(List<Json.Obj> events) {
        return events.getLast().object("response").orElseThrow();
    }

    private static Json.Obj output(List<Json.Obj> events, int index) {
        return (Json.Obj) last(events).elements("output").get(index);
    }
}
