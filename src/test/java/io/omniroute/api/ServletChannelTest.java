package io.omniroute.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.upstream.framing.SseFraming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ServletChannelTest {
    private static final int EVENTS = 10_000;

    private final PlayedServlet servlet = new PlayedServlet("/v1/messages");
    private final ServletChannel channel = new ServletChannel(servlet.request(), servlet.response());

    private String text() {
        return servlet.written.toString(UTF_8);
    }

    @Test
    void aCompleteAnswerCarriesItsLength() throws IOException {
        assertThat(channel.answer(429, "application/json", Map.of("retry-after", "7"), "{}".getBytes(UTF_8))).isTrue();

        assertThat(servlet.status).isEqualTo(429);
        assertThat(servlet.contentType).isEqualTo("application/json");
        assertThat(servlet.sent).containsEntry("retry-after", "7").containsEntry("Content-Length", "2");
        assertThat(text()).isEqualTo("{}");
    }

    @Test
    void aKeepAliveBeginsTheStreamAndTheAnswerFindsItBegun() throws IOException {
        channel.keepAlive(Format.CLAUDE, StreamForm.SERVER_SENT_EVENTS);

        assertThat(channel.answer(502, "application/json", Map.of(), "{}".getBytes(UTF_8))).isFalse();
        channel.failureEvent(new ClientEvent("error", "{}".getBytes(UTF_8)));

        assertThat(servlet.status).isEqualTo(200);
        assertThat(servlet.contentType).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(servlet.sent).containsEntry("Cache-Control", "no-cache, no-transform")
                .containsEntry("X-Accel-Buffering", "no");
        assertThat(text()).isEqualTo(": keep-alive\n\nevent: error\ndata: {}\n\n");
    }

    @Test
    void nothingIsKeptAliveBehindTheEnd() throws IOException {
        channel.beginStream(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS, Map.of());
        channel.event("data: 1\n\n".getBytes(UTF_8));
        channel.flush();
        channel.finish();
        channel.keepAlive(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS);
        channel.end();
        channel.keepAlive(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS);

        assertThat(text()).isEqualTo("data: 1\n\n");
    }

    @Test
    void aCompleteAnswerIsFollowedByNothing() throws IOException {
        channel.answer(200, "application/json", Map.of(), "{}".getBytes(UTF_8));
        channel.keepAlive(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS);

        assertThat(text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"OPENAI", "CLAUDE"})
    void keepAlivesNeverSplitAnEvent(Format dialect) throws Exception {
        var over = new AtomicBoolean();
        channel.beginStream(dialect, StreamForm.SERVER_SENT_EVENTS, Map.of());
        Thread heart = Thread.ofVirtual().start(() -> beat(dialect, over));
        for (int i = 0; i < EVENTS; i++) {
            channel.event(("event: e\ndata: " + i + "\n\n").getBytes(UTF_8));
            if (i % 10 == 0) {
                channel.flush();
                Thread.yield();
            }
        }
        over.set(true);
        heart.join();

        byte[] all = servlet.written.toByteArray();
        var framing = new SseFraming();
        List<Frame> frames = framing.feed(all, 0, all.length);
        assertThat(framing.end()).isEmpty();
        assertThat(frames.stream().filter(frame -> "e".equals(frame.name())).map(Frame::dataText))
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, EVENTS).mapToObj(String::valueOf).toList());
        assertThat(frames.stream().filter(frame -> !"e".equals(frame.name())))
                .isNotEmpty().allMatch(frame -> !frame.hasData() || "ping".equals(frame.name()));
    }

    private void beat(Format dialect, AtomicBoolean over) {
        try {
            do {
                channel.keepAlive(dialect, StreamForm.SERVER_SENT_EVENTS);
                Thread.sleep(0, 200_000);
            } while (!over.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
