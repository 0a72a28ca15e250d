package io.omniroute.translation.anthropic;

import static io.omniroute.translation.anthropic.Hub.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicStreamDecoderTest {
    private static final String START = "{'type':'message_start','message':{'id':'msg_1','model':'m'}}";
    private static final String REASON = "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}";
    private static final String STOP = "{'type':'message_stop'}";

    @ParameterizedTest
    @CsvSource({"invalid_request_error,400", "authentication_error,401", "billing_error,402", "permission_error,403",
            "not_found_error,404", "request_too_large,413", "rate_limit_error,429", "api_error,500",
            "timeout_error,504", "overloaded_error,529", "future_error,502"})
    void errorEventEndsTheStreamWithItsStatus(String type, int status) {
        assertThat(read(START, "{'type':'error','error':{'type':'" + type + "','message':'why'}}", STOP))
                .hasSize(2).endsWith(new ChatEvent.Failed(status, "why"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'error','error':{}}", "{'type':'error','error':7}", "{'error':'x'}"})
    void errorOfAnyFormEndsTheStream(String event) {
        assertThat(read(START, event, REASON, STOP).getLast()).isInstanceOf(ChatEvent.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[]", "{", "null", "[DONE]", "'x'"})
    void whatIsNoObjectIsUnreadable(String data) {
        assertThat(read(data).getFirst()).isEqualTo(new ChatEvent.Unreadable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'message_start'}", "{'type':'message_start','message':7}",
            "{'type':'content_block_start'}", "{'type':'content_block_start','index':'x','content_block':[]}",
            "{'type':'content_block_delta','index':-1,'delta':null}", "{'type':'content_block_stop','index':99}",
            "{'type':'message_delta'}", "{'type':'message_delta','delta':{'stop_reason':7},'usage':'x'}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','name':7,'input':'x'}}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':7,'citations':7}}"})
    void oddEventStillStartsTheAnswerOnce(String event) {
        assertThat(read(event, event, REASON, STOP)).filteredOn(ChatEvent.Started.class::isInstance).hasSize(1);
        assertThat(read(event, event, REASON, STOP)).last().isEqualTo(new ChatEvent.Ended());
    }

    @Test
    void pingBeforeTheStartStartsNothing() {
        assertThat(read("{'type':'ping'}", START, REASON, STOP)).first()
                .isInstanceOfSatisfying(ChatEvent.Started.class, it -> assertThat(it.id()).isEqualTo("msg_1"));
    }

    @Test
    void usageIsMergedAndToldOnlyWhenItChanged() {
        List<ChatEvent> events = read(
                "{'type':'message_start','message':{'usage':{'input_tokens':10,'output_tokens':1}}}",
                "{'type':'message_delta','delta':{},'usage':{'output_tokens':1}}",
                "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'input_tokens':0,"
                        + "'cache_read_input_tokens':4,'output_tokens':0}}",
                "{'type':'message_delta','delta':{},'usage':{'output_tokens':-1,'input_tokens':1e99}}", STOP);

        assertThat(events).filteredOn(ChatEvent.Counted.class::isInstance).containsExactly(
                new ChatEvent.Counted(new Usage(10, 1)), new ChatEvent.Counted(new Usage(14, 0, OptionalLong.empty(),
                        OptionalLong.of(4), OptionalLong.empty(), OptionalLong.empty())));
    }

    @Test
    void finishComesOnceAndBehindAllContent() {
        List<ChatEvent> events = read(START, "{'type':'content_block_start','index':0,'content_block':{'type':"
                + "'tool_use','id':'t','name':'f','input':{}}}",
                "{'type':'message_delta','delta':{'stop_reason':"
                        + "'tool_use'}}",
                REASON, STOP, STOP, REASON);

        assertThat(events.subList(2, events.size())).extracting(Object::getClass).containsExactly(
                ChatEvent.CallPiece.class, ChatEvent.Finished.class, ChatEvent.Ended.class);
        assertThat(((ChatEvent.Finished) events.get(3)).finish().reason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void stateCanBeAskedAgain() {
        var start = Hub.DIALECT.decoder(Hub.answering());
        StreamState<Frame, ChatEvent> begun = start.on(Hub.frame(START)).next();
        Frame text = Hub.frame("{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'x'}}");

        assertThat(begun.on(text).out()).isEqualTo(begun.on(text).out()).hasSize(1);
        assertThat(begun.end()).containsExactly(new ChatEvent.Failed(502, "upstream ended the stream early"));
        assertThat(begun.on(Hub.frame(REASON)).next().end()).last().isEqualTo(new ChatEvent.Ended());
    }

    @Test
    void longSignaturesAndArgumentsInSmallPiecesTakeNoTime() {
        var frames = new ArrayList<Frame>(List.of(Hub.frame(START), Hub.frame("{'type':'content_block_start','index':0,"
                + "'content_block':{'type':'thinking','thinking':'','signature':''}}")));
        Frame piece = Hub.frame("{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta',"
                + "'signature':'0123456789abcdef'}}");
        for (int i = 0; i < 100_000; i++) {
            frames.add(piece);
        }
        frames.add(Hub.frame("{'type':'content_block_stop','index':0}"));

        List<ChatEvent> events = Hub.run(Hub.DIALECT.decoder(Hub.answering()), frames);

        assertThat(events).filteredOn(ChatEvent.ReasoningSigned.class::isInstance).hasSize(1).first()
                .isInstanceOfSatisfying(ChatEvent.ReasoningSigned.class,
                        it -> assertThat(it.signature().value()).hasSize(1_600_000));
    }
}
