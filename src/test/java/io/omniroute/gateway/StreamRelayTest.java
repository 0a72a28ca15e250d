package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.events;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.gateway.ClientChannel.StreamForm;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class StreamRelayTest {
    private static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", null);
    private static final String HI = chunk("{\"content\":\"hi\"}", null);
    private static final String STOP = chunk("{}", "stop");
    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":20,"
            + "\"completion_tokens\":7,\"total_tokens\":27}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String ASKS_FOR_NO_USAGE = "{\"model\":\"p/m\",\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static String chunk(String delta, String finish) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + (finish == null ? "null" : '"' + finish + '"') + "}]}\n\n";
    }

    @Test
    void aUsageChunkNobodyAskedForIsWithheldAndBooked() {
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(events(ROLE + HI + STOP + USAGE + DONE)))) {
            RecordingChannel client = corridor.serve(
                    Corridor.inbound(Format.OPENAI, ASKS_FOR_NO_USAGE, Optional.empty()));

            assertThat(client.text()).isEqualTo(ROLE + HI + STOP + DONE);
            assertThat(corridor.booked.only().tokens().input()).isEqualTo(20);
            assertThat(corridor.booked.only().tokens().output()).isEqualTo(7);
        }
    }

    @Test
    void aUsageChunkTheClientAskedForIsHandedOn() {
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(events(ROLE + HI + STOP + USAGE + DONE)))) {
            assertThat(corridor.serveStream().text()).isEqualTo(ROLE + HI + STOP + USAGE + DONE);
        }
    }

    @Test
    void theEventsOfOneReadLeaveWithOneFlush() {
        InputStream twoReads = new SequenceInputStream(ScriptedExecutor.stream(ROLE + HI + HI),
                ScriptedExecutor.stream(STOP + DONE));
        try (var corridor = new Corridor(Speech.CHAT,
                new ScriptedExecutor(ScriptedExecutor.reply(200, "text/event-stream", twoReads)))) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.calls).startsWith("begin", "event", "event", "event", "flush", "event", "event",
                    "flush");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aClientThatLeavesEndsTheUpstreamAndIsBookedAsCancelled(int write) {
        var cut = new ArrayList<String>();
        ScriptedExecutor.Answer endless = (request, cancellation) -> new io.omniroute.upstream.http.UpstreamReply(200,
                List.of(), new SequenceInputStream(ScriptedExecutor.stream(ROLE + HI), new Endless(HI)),
                () -> cut.add("cut"));
        var upstreams = new ScriptedExecutor(endless);
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            corridor.serve(Speech.CHAT.streamed(), RecordingChannel.leavingAt(write));

            UsageEntry entry = corridor.booked.only();
            assertThat(entry.status()).isEqualTo(UsageEntry.CANCELLED);
            assertThat(entry.httpStatus()).isEqualTo(499);
            assertThat(entry.success()).isFalse();
            assertThat(cut).isNotEmpty();
            assertThat(upstreams.legs).hasSize(1);
        }
    }

    @Test
    void aClientThatLeavesBeforeACompleteAnswerIsBookedAsCancelled() {
        try (var corridor = new Corridor(Speech.CHAT,
                new ScriptedExecutor(json(200, Speech.CHAT.goodReply())))) {
            corridor.serve(Speech.CHAT.complete(), RecordingChannel.leavingAt(1));

            assertThat(corridor.booked.only().httpStatus()).isEqualTo(499);
            assertThat(corridor.booked.only().tokens().positive()).isTrue();
        }
    }

    @Test
    void aClientThatLeavesBeforeItsErrorIsBookedAsCancelled() {
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(json(400, "{}")))) {
            corridor.serve(Speech.CHAT.complete(), RecordingChannel.leavingAt(1));

            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.CANCELLED);
        }
    }

    @Test
    void threeUnreadableEventsInARowAreABrokenStream() {
        String odd = "data: not json\n\n";
        try (var corridor = new Corridor(Speech.CHAT,
                new ScriptedExecutor(events(HI + odd + odd + HI + odd + odd + odd + HI + STOP + DONE)))) {
            RecordingChannel client = corridor.serveStream();

            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.TRUNCATED);
            assertThat(client.text()).startsWith(HI + odd + odd + HI + odd + odd).contains("not readable")
                    .doesNotContain("[DONE]", "stop\"");
        }
    }

    @Test
    void threeUnreadableEventsBeforeAnyContentMoveOn() {
        String odd = "data: not json\n\n";
        var upstreams = new ScriptedExecutor(events(odd + odd + odd + HI + STOP + DONE), events(HI + STOP + DONE));
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            assertThat(corridor.serveStream().text()).isEqualTo(HI + STOP + DONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void afterAKeepAliveTheLastFailureIsSaidInsideTheStream(Speech speech) throws IOException {
        StreamForm form = speech.array() ? StreamForm.JSON_ARRAY : StreamForm.SERVER_SENT_EVENTS;
        var client = new RecordingChannel();
        client.keepAlive(speech.format(), form);
        var upstreams = new ScriptedExecutor(json(429, "{\"error\":{}}", "retry-after", "3"),
                ScriptedExecutor.fails(new Failure.Unreachable("connection refused")),
                ScriptedExecutor.fails(new Failure.Unreachable("connection refused")));
        try (var corridor = new Corridor(speech, upstreams)) {
            corridor.serve(speech.streamed(), client);

            assertThat(client.failureEvents).isEqualTo(1);
            assertThat(client.calls).containsExactly("begin", "keepAlive", "failure");
            assertThat(client.text()).contains("connection refused").doesNotContain("[DONE]");
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.ERROR);
            assertThat(corridor.booked.only().httpStatus()).isEqualTo(200);
            assertThat(corridor.booked.only().errorCode()).isEqualTo("502");
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void afterAKeepAliveALaterAccountMayStillAnswer(Speech speech) throws IOException {
        var client = new RecordingChannel();
        client.keepAlive(speech.format(), speech.array() ? StreamForm.JSON_ARRAY : StreamForm.SERVER_SENT_EVENTS);
        String alive = client.text();
        var upstreams = new ScriptedExecutor(json(500, "{}"), speech.streamAnswer(speech.goodStream()));
        try (var corridor = new Corridor(speech, upstreams)) {
            corridor.serve(speech.streamed(), client);

            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.OK);
            assertThat(client.failureEvents).isZero();
            assertThat(alive + new String(speech.goodStream(), UTF_8)).startsWith(client.text());
        }
    }

    /** The upstream's own error event is handed on; nothing is added to it but what makes the stream well formed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "MESSAGES | event: error~data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}~~",
            "CHAT | data: {\"error\":{\"message\":\"x\",\"code\":500}}~~",
            "GEMINI | data: {\"error\":{\"code\":503,\"message\":\"x\",\"status\":\"UNAVAILABLE\"}}~~"})
    void anErrorEventOfTheUpstreamEndsTheStream(Speech speech, String event) {
        String error = event.replace('~', '\n');
        String begin = firstEvents(speech);
        try (var corridor = new Corridor(speech, new ScriptedExecutor(events(begin + error + begin)))) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.text()).isEqualTo(begin + error);
            assertThat(client.failureEvents).isZero();
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.TRUNCATED);
        }
    }

    /** SG-5: one more element, then the bracket. */
    @Test
    void anErrorElementOfTheUpstreamClosesTheArray() {
        String array = "[{\"candidates\":[{\"index\":0,\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n,"
                + "{\"error\":{\"code\":503,\"message\":\"x\",\"status\":\"UNAVAILABLE\"}}";
        try (var corridor = new Corridor(Speech.GEMINI_ARRAY,
                new ScriptedExecutor(Speech.GEMINI_ARRAY.streamAnswer((array + "\n]").getBytes(UTF_8))))) {
            assertThat(corridor.serveStream().text()).isEqualTo(array + "]");
        }
    }

    /** A last word without a finish would make a broken answer look whole; the error stands in its place. */
    @Test
    void aTerminalEventWithoutAFinishIsNotHandedOn() {
        String begin = firstEvents(Speech.MESSAGES);
        String stop = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        try (var corridor = new Corridor(Speech.MESSAGES, new ScriptedExecutor(events(begin + stop)))) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.text()).startsWith(begin + "event: error\n").doesNotContain("message_stop");
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.TRUNCATED);
        }
    }

    @Test
    void theBodyIsReleasedWhenAnAnswerIsCommitted() {
        var released = new ArrayList<String>();
        var body = new RequestBody(ASKS_FOR_NO_USAGE.getBytes(UTF_8), () -> released.add("body"));
        var notYet = new ArrayList<Boolean>();
        InputStream wire = new SequenceInputStream(ScriptedExecutor.stream(ROLE), new FilterInputStream(
                new SequenceInputStream(ScriptedExecutor.stream(HI), new Probe(() -> notYet.add(released.isEmpty()),
                        STOP + DONE))) {
            @Override
            public int read(byte[] buffer, int from, int most) throws IOException {
                notYet.add(released.isEmpty());
                return super.read(buffer, from, most);
            }
        });
        try (var corridor = new Corridor(Speech.CHAT,
                new ScriptedExecutor(ScriptedExecutor.reply(200, "text/event-stream", wire)))) {
            Inbound plain = Corridor.inbound(Format.OPENAI, "{}", Optional.empty());
            corridor.serve(new Inbound("r", Format.OPENAI, plain.caller(), plain.headers(), plain.target(),
                    plain.provider(), plain.wishes(), body,
                    plain.arrived(), plain.times()));

            assertThat(notYet.getFirst()).as("after the handshake").isTrue();
            assertThat(notYet.getLast()).as("after the first content").isFalse();
            assertThat(released).containsExactly("body");
        }
    }

    @Test
    void manySmallReadsGiveTheSameBytes() {
        byte[] good = Speech.RESPONSES.goodStream();
        InputStream dripping = new ByteArrayInputStream(good) {
            @Override
            public synchronized int read(byte[] buffer, int from, int most) {
                return super.read(buffer, from, Math.min(most, 1));
            }
        };
        try (var corridor = new Corridor(Speech.RESPONSES,
                new ScriptedExecutor(ScriptedExecutor.reply(200, "text/event-stream", dripping)))) {
            assertThat(corridor.serveStream().bytes()).isEqualTo(good);
        }
    }

    /** Events of the recorded stream up to the first that is content. */
    private static String firstEvents(Speech speech) {
        String good = new String(speech.goodStream(), UTF_8);
        String[] events = good.replace("\r\n", "\n").split("\n\n");
        return String.join("\n\n", java.util.Arrays.copyOf(events, 4)) + "\n\n";
    }

    /** The same event for ever. */
    private static final class Endless extends InputStream {
        private final byte[] event;
        private int at;

        Endless(String event) {
            this.event = event.getBytes(UTF_8);
        }

        @Override
        public int read() {
            return event[at++ % event.length];
        }
    }

    /** Looks at something when it is first read. */
    private static final class Probe extends ByteArrayInputStream {
        private final Runnable look;

        Probe(Runnable look, String text) {
            super(text.getBytes(UTF_8));
            this.look = look;
        }

        @Override
        public synchronized int read(byte[] buffer, int from, int most) {
            look.run();
            return super.read(buffer, from, most);
        }
    }
}
