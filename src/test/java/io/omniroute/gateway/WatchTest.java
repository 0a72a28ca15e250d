package io.omniroute.gateway;

import static io.omniroute.gateway.Corridor.LONG;
import static io.omniroute.gateway.ScriptedExecutor.events;
import static io.omniroute.gateway.ScriptedExecutor.eventsThenSilence;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static io.omniroute.gateway.ScriptedExecutor.jsonThenSilence;
import static io.omniroute.gateway.ScriptedExecutor.neverAnswers;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class WatchTest {
    private static final Duration SHORT = Duration.ofMillis(15);
    private static final String HI = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n";
    private static final String ROLE = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n";

    /** Only one limit is short. */
    private static GatewaySettings limits(String tight) {
        return new GatewaySettings(limit(tight, "headers"), limit(tight, "complete"), limit(tight, "content"),
                limit(tight, "idle"), limit(tight, "chatter"), Duration.ZERO, false, false, Map.of());
    }

    private static Duration limit(String tight, String name) {
        return tight.equals(name) ? SHORT : LONG;
    }

    static Stream<Arguments> limitsBeforeTheCommitPoint() {
        return Stream.of(Arguments.of("headers", neverAnswers()), Arguments.of("content", eventsThenSilence("")),
                Arguments.of("content", eventsThenSilence(ROLE)), Arguments.of("content", chatter("")));
    }

    @ParameterizedTest
    @MethodSource("limitsBeforeTheCommitPoint")
    void aSlowAccountIsLeftForTheNext(String tight, ScriptedExecutor.Answer slow) {
        var upstreams = new ScriptedExecutor(slow, events(Speech.CHAT.goodStream()));
        try (var corridor = new Corridor(Speech.CHAT, upstreams, limits(tight), waiting -> Set.of())) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.text()).endsWith("data: [DONE]\n\n");
            assertThat(upstreams.cancellations.getFirst().reason()).get().extracting("limit").isEqualTo(SHORT);
            assertThat(upstreams.legs).hasSize(2);
        }
    }

    @Test
    void aSlowCompleteAnswerIsLeftForTheNext() {
        var upstreams = new ScriptedExecutor(jsonThenSilence("{\"id\":"), json(200, Speech.CHAT.goodReply()));
        try (var corridor = new Corridor(Speech.CHAT, upstreams, limits("complete"), waiting -> Set.of())) {
            assertThat(corridor.serve(Speech.CHAT.complete()).text()).isEqualTo(Speech.CHAT.goodReply());
        }
    }

    @Test
    void whenAllAreSlowTheClientHearsOfATimeout() {
        var upstreams = new ScriptedExecutor(neverAnswers(), neverAnswers());
        try (var corridor = new Corridor(Speech.CHAT, upstreams, limits("headers"), waiting -> Set.of())) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.status).isEqualTo(504);
            assertThat(client.text()).contains("no response headers");
        }
    }

    static Stream<Arguments> limitsAfterTheCommitPoint() {
        return Stream.of(Arguments.of("idle", eventsThenSilence(HI)), Arguments.of("chatter", chatter(HI)));
    }

    @ParameterizedTest
    @MethodSource("limitsAfterTheCommitPoint")
    void silenceAfterTheFirstContentIsSaidInsideTheStream(String tight, ScriptedExecutor.Answer slow) {
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor(slow), limits(tight),
                waiting -> Set.of())) {
            RecordingChannel client = corridor.serveStream();

            assertThat(client.failureEvents).isEqualTo(1);
            assertThat(client.text()).startsWith(HI).contains("upstream timeout").doesNotContain("[DONE]");
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.TRUNCATED);
            assertThat(corridor.booked.only().errorCode()).isEqualTo("504");
        }
    }

    @ParameterizedTest
    @MethodSource("silences")
    void aClientThatLeftIsNoticedWhileNothingIsWritten(Inbound inbound, ScriptedExecutor.Answer silent) {
        var settings = new GatewaySettings(LONG, LONG, LONG, LONG, LONG, Duration.ZERO, true, false, Map.of());
        var upstreams = new ScriptedExecutor(silent);
        try (var corridor = new Corridor(Speech.CHAT, upstreams, settings, waiting -> waiting)) {
            RecordingChannel client = corridor.serve(inbound);

            assertThat(corridor.booked.only().httpStatus()).isEqualTo(499);
            assertThat(corridor.booked.only().status()).isEqualTo(UsageEntry.CANCELLED);
            assertThat(client.failureEvents).isZero();
            assertThat(upstreams.legs).as("no second account for nobody").hasSize(1);
        }
    }

    static Stream<Arguments> silences() {
        return Stream.of(Arguments.of(Speech.CHAT.streamed(), neverAnswers()),
                Arguments.of(Speech.CHAT.streamed(), eventsThenSilence(ROLE)),
                Arguments.of(Speech.CHAT.streamed(), eventsThenSilence(HI)),
                Arguments.of(Speech.CHAT.complete(), jsonThenSilence("{")));
    }

    /** Several requests may share one connection; they all end with it. */
    @Test
    void allRequestsOfALostConnectionEndAtOneLook() throws Exception {
        var settings = new GatewaySettings(LONG, LONG, LONG, LONG, LONG, Duration.ZERO, true, false, Map.of());
        var looks = new java.util.concurrent.atomic.AtomicInteger();
        ClientSockets sockets = waiting -> looks.getAndIncrement() == 0 ? waiting : Set.of();
        try (var one = new Corridor(Speech.CHAT, new ScriptedExecutor(), settings, sockets)) {
            var first = new Exchange(Speech.CHAT.streamed(), new RecordingChannel());
            var second = new Exchange(Speech.CHAT.streamed(), new RecordingChannel());
            one.watch.add(first);
            one.watch.add(second);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (looks.get() < 1 && System.nanoTime() < end) {
                Thread.sleep(2);
            }
            while (!(first.clientGone() && second.clientGone()) && looks.get() < 2) {
                Thread.sleep(2);
            }

            assertThat(List.of(first.clientGone(), second.clientGone())).containsExactly(true, true);
        }
    }

    @ParameterizedTest
    @MethodSource("beats")
    void aSilentStreamIsKeptAlive(Speech speech, String upstream, String expected) throws Exception {
        var settings = new GatewaySettings(LONG, LONG, LONG, LONG, LONG, Duration.ofMillis(5), false, false, Map.of());
        var client = new RecordingChannel();
        try (var corridor = new Corridor(speech, new ScriptedExecutor(eventsThenSilence(upstream)), settings,
                waiting -> Set.of())) {
            CompletableFuture<Void> served = CompletableFuture
                    .runAsync(() -> corridor.serve(speech.streamed(), client));
            synchronized (client) {
                while (client.keepAlives < 2) {
                    client.wait(1000);
                }
            }
            corridor.pipeline.stop(Duration.ZERO);
            served.get(5, TimeUnit.SECONDS);

            assertThat(client.text()).contains(expected);
            assertThat(corridor.booked.only().errorCode()).isEqualTo("503");
            int told = client.keepAlives();
            assertThat(client.calls.getLast()).isEqualTo("failure");
            assertThat(told).isGreaterThanOrEqualTo(2);
        }
    }

    static Stream<Arguments> beats() {
        return Stream.of(Arguments.of(Speech.CHAT, "", ": keep-alive\n\n"),
                Arguments.of(Speech.CHAT, HI, HI + ": keep-alive\n\n"),
                Arguments.of(Speech.MESSAGES, "", ": keep-alive\n\n"), Arguments.of(Speech.MESSAGES,
                        "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
                                + "\"text\":\"a\"}}\n\n",
                        "event: ping\ndata: {\"type\":\"ping\"}\n\n"));
    }

    @Test
    void aCompleteAnswerIsNeverKeptAlive() {
        var settings = new GatewaySettings(LONG, SHORT.multipliedBy(3), LONG, LONG, LONG, Duration.ofMillis(1), false,
                false, Map.of());
        var upstreams = new ScriptedExecutor(neverAnswers(), json(200, Speech.CHAT.goodReply()));
        try (var corridor = new Corridor(Speech.CHAT, upstreams, settings, waiting -> Set.of())) {
            assertThat(corridor.serve(Speech.CHAT.complete()).keepAlives()).isZero();
        }
    }

    @Test
    void aClientThatLeavesAtAKeepAliveEndsTheUpstream() {
        var settings = new GatewaySettings(LONG, LONG, LONG, LONG, LONG, Duration.ofMillis(1), false, false, Map.of());
        var upstreams = new ScriptedExecutor(neverAnswers());
        try (var corridor = new Corridor(Speech.CHAT, upstreams, settings, waiting -> Set.of())) {
            corridor.serve(Speech.CHAT.streamed(), RecordingChannel.leavingAt(2));

            assertThat(corridor.booked.only().httpStatus()).isEqualTo(499);
        }
    }

    @Test
    void aStoppedCorridorTakesNoFurtherRequest() {
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor())) {
            corridor.pipeline.stop(Duration.ZERO);
            RecordingChannel client = corridor.serveStream();

            assertThat(client.status).isEqualTo(503);
            assertThat(client.headers).containsEntry("Retry-After", "5");
            assertThat(client.text()).contains("shutting down");
        }
    }

    @Test
    void whatIsOnItsWayWhenTheTimeIsUpIsEndedForGood() throws Exception {
        var upstreams = new ScriptedExecutor(neverAnswers());
        try (var corridor = new Corridor(Speech.CHAT, upstreams)) {
            var client = new RecordingChannel();
            CompletableFuture<Void> served = CompletableFuture
                    .runAsync(() -> corridor.serve(Speech.CHAT.streamed(), client));
            while (corridor.watch.legs().isEmpty()) {
                Thread.onSpinWait();
            }
            corridor.pipeline.stop(Duration.ZERO);
            served.get(5, TimeUnit.SECONDS);

            assertThat(client.status).isEqualTo(503);
            assertThat(upstreams.legs).hasSize(1);
            assertThat(corridor.watch.count()).isZero();
        }
    }

    /** A socket table that cannot be read does not stop the other duties of the watch. */
    @Test
    void aFailingLookUpStopsNothing() {
        var settings = new GatewaySettings(Duration.ofMillis(400), LONG, LONG, LONG, LONG, Duration.ZERO, true, false,
                Map.of());
        var upstreams = new ScriptedExecutor(neverAnswers(), json(400, "{}"));
        try (var corridor = new Corridor(Speech.CHAT, upstreams, settings, waiting -> {
            throw new IllegalStateException("no table");
        })) {
            assertThat(corridor.serveStream().status).isEqualTo(400);
        }
    }

    /** The text, then a comment every millisecond until somebody cuts the call. */
    private static ScriptedExecutor.Answer chatter(String text) {
        return (request, cancellation) -> {
            var wire = new Chatter(text);
            var reply = new UpstreamReply(200, List.of(), wire, () -> wire.cut = true);
            cancellation.onCancel(reply::cancel);
            return reply;
        };
    }

    private static final class Chatter extends InputStream {
        volatile boolean cut;
        private String next;

        Chatter(String text) {
            next = text.isEmpty() ? ": x\n\n" : text;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int from, int most) throws IOException {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (cut) {
                throw new IOException("cut");
            }
            byte[] bytes = next.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, buffer, from, bytes.length);
            next = ": x\n\n";
            return bytes.length;
        }
    }
}
