package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.answering;
import static io.omniroute.translation.responses.Given.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatEvent.CallOpened;
import io.omniroute.domain.chat.ChatEvent.CallPiece;
import io.omniroute.domain.chat.ChatEvent.Ended;
import io.omniroute.domain.chat.ChatEvent.Finished;
import io.omniroute.domain.chat.ChatEvent.Started;
import io.omniroute.domain.chat.ChatEvent.TextPiece;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.ToolNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamDecoderTest {
    @Test
    void toolsAreCalledAsTheClientKnowsThem() {
        var names = new ToolNames(Map.of("a.b", "a_b"), Map.of("a_b", "a.b"), Set.of());
        var context = new Answering(Given.asked(), names, "gpt-5", Given.NOW, Given.IDS);
        String sse = event("{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call',"
                + "'id':'fc','call_id':'c','name':'a_b','arguments':''}}");

        List<ChatEvent> events = read(sse.getBytes(StandardCharsets.UTF_8), 9, context);

        assertThat(events).contains(new CallOpened(0, 0, "c", "a.b", false, Optional.empty()));
    }

    @Test
    void eventNameStandsInForAMissingType() {
        List<ChatEvent> events = read("event: response.output_text.delta\ndata: {\"delta\":\"x\"}\n\n");

        assertThat(events).contains(new TextPiece(0, "x"));
    }

    @Test
    void brokenUtf8BecomesTheReplacementCharacter() {
        byte[] bytes = event("{'type':'response.output_text.delta','delta':'x'}").getBytes(StandardCharsets.UTF_8);
        bytes[new String(bytes, StandardCharsets.UTF_8).indexOf("\"x\"") + 1] = (byte) 0xFF;

        assertThat(read(bytes, 5, answering())).contains(new TextPiece(0, "\uFFFD"));
    }

    @Test
    void endOfTheInputIsNoEndOfTheAnswer() {
        assertThat(Given.DIALECT.decoder(answering()).end())
                .containsExactly(new ChatEvent.Failed(502, "upstream ended the stream early"));
    }

    @Test
    void nothingFollowsTheTerminalEvent() {
        String end = event("{'type':'response.completed','response':{'id':'resp_1','output':[]}}");

        assertThat(read(end)).isEqualTo(read(end + end + event("{'type':'error','message':'x'}") + "data: [DONE]\n\n"));
    }

    @Test
    void statusesFollowTheCodes() {
        assertThat(failure("'code':'rate_limit_exceeded'")).isEqualTo(429);
        assertThat(failure("'code':'server_error'")).isEqualTo(502);
        assertThat(failure("'code':'invalid_prompt'")).isEqualTo(400);
        assertThat(failure("'code':'image_too_large'")).isEqualTo(400);
        assertThat(failure("'code':'server_is_overloaded'")).isEqualTo(503);
        assertThat(failure("'code':null")).isEqualTo(502);
        assertThat(failure("'code':429")).isEqualTo(429);
    }

    private static int failure(String code) {
        var events = read(event("{'type':'response.failed','response':{'status':'failed','error':{" + code
                + ",'message':'m'}}}"));
        return ((ChatEvent.Failed) events.getFirst()).status();
    }

    @Test
    void tenMegabytesOfArgumentsStayLinearBothWays() {
        String piece = "x".repeat(200);
        int pieces = 50_000;
        long begin = System.nanoTime();
        StreamState<ChatEvent, ClientEvent> encoder = Given.DIALECT.encoder(answering());
        var decoder = Given.DIALECT.decoder(answering());
        var client = new ArrayList<ClientEvent>();
        int length = 0;

        for (ChatEvent event : events(piece, pieces)) {
            var step = encoder.on(event);
            encoder = step.next();
            client.addAll(step.out());
        }
        for (var frame : Given.frames(Given.sse(client), 65_536)) {
            var step = decoder.on(frame);
            decoder = step.next();
            length += step.out().stream().mapToInt(it -> it instanceof CallPiece call ? call.arguments().length() : 0)
                    .sum();
        }

        assertThat(length).isEqualTo(pieces * piece.length());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    private static List<ChatEvent> events(String piece, int pieces) {
        var events = new ArrayList<ChatEvent>();
        events.add(new Started("1", "m", Given.NOW, Optional.empty()));
        events.add(new CallOpened(0, 0, "c", "f", true, Optional.empty()));
        for (int i = 0; i < pieces; i++) {
            events.add(new CallPiece(0, 0, piece));
        }
        events.add(new Finished(0, new Finish(FinishReason.STOP)));
        events.add(new Ended());
        return events;
    }

    private static String event(String json) {
        return "data: " + json.replace('\'', '"') + "\n\n";
    }
}
