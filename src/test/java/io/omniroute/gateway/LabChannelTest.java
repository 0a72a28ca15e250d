package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.lab.SentAnswer;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel.StreamForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LabChannelTest {
    private final LabChannel channel = new LabChannel();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(SentAnswer answer) throws IOException {
        var out = new ByteArrayOutputStream();
        answer.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWholeAnswerHasItsStatusAndBody() throws IOException {
        assertThat(channel.answer(404, "application/json", Map.of("a", "b"), bytes("{}"))).isTrue();
        channel.end();

        SentAnswer answer = channel.answer();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("a", "b");
        assertThat(read(answer)).isEqualTo("{}");
    }

    @Test
    void eventsArriveInTheirOrder() throws IOException {
        channel.beginStream(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS, Map.of());
        channel.event(bytes("data: 1\n\n"));
        channel.event(new ClientEvent("progress", bytes("{}")));
        channel.flush();
        channel.failureEvent(new ClientEvent(null, bytes("{\"error\":1}")));
        channel.finish();
        channel.end();

        SentAnswer answer = channel.answer();
        assertThat(answer.contentType()).isEqualTo("text/event-stream");
        assertThat(read(answer)).isEqualTo("data: 1\n\nevent: progress\ndata: {}\n\ndata: {\"error\":1}\n\n");
    }

    @Test
    void aWholeAnswerCannotFollowAStream() throws IOException {
        channel.beginStream(Format.GEMINI, StreamForm.JSON_ARRAY, Map.of());

        assertThat(channel.answer(500, "application/json", Map.of(), bytes("{}"))).isFalse();
        assertThat(channel.answer().contentType()).isEqualTo("application/json");
    }

    @Test
    void anAnswerThatNeverCameIsABadGateway() throws IOException {
        channel.end();

        assertThat(channel.answer().status()).isEqualTo(502);
        assertThat(read(channel.answer())).isEmpty();
    }

    @Test
    void aReaderThatLeftIsAClientThatLeft() throws Exception {
        channel.beginStream(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS, Map.of());
        SentAnswer answer = channel.answer();
        channel.event(bytes("1"));
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> answer.writeTo(gone)).hasMessage("gone");
        assertThatThrownBy(() -> channel.event(bytes("2"))).isInstanceOf(IOException.class);
        channel.end();
    }

    @Test
    void aSlowReaderHoldsTheWriterBackAndLosesNothing() throws Exception {
        var writing = CompletableFuture.runAsync(() -> {
            try {
                channel.beginStream(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS, Map.of());
                for (int i = 0; i < 500; i++) {
                    channel.event(bytes(i + ","));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            channel.end();
        });
        SentAnswer answer = channel.answer();
        Thread.sleep(50);
        assertThat(writing).isNotDone();

        assertThat(read(answer)).startsWith("0,1,2,").endsWith("498,499,");
        writing.get(5, TimeUnit.SECONDS);
    }

    @Test
    void nothingIsKeptAliveAndNoSocketIsLookedAt() {
        long before = System.nanoTime();
        channel.keepAlive(Format.OPENAI, StreamForm.SERVER_SENT_EVENTS);

        assertThat(channel.lastWriteNanos()).isGreaterThanOrEqualTo(before);
        assertThat(channel.socket().toString()).isNotEmpty();
    }
}
