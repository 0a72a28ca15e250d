package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Leg;
import io.omniroute.upstream.Executor;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Upstreams that answer by a script, one answer per leg. */
final class ScriptedExecutor implements Executor {
    /** What one leg does. */
    interface Answer {
        UpstreamReply to(OutboundRequest request, Cancellation cancellation);
    }

    final List<Leg> legs = new ArrayList<>();
    final List<OutboundRequest> requests = new ArrayList<>();
    final List<Cancellation> cancellations = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    ScriptedExecutor(Answer... answers) {
        this.answers.addAll(List.of(answers));
    }

    @Override
    public UpstreamReply send(Leg leg, OutboundRequest request, Cancellation cancellation) {
        legs.add(leg);
        requests.add(request);
        cancellations.add(cancellation);
        return answers.removeFirst().to(request, cancellation);
    }

    @Override
    public byte[] withoutCredential(Leg leg, byte[] errorBody) {
        return errorBody;
    }

    static Answer json(int status, String body, String... headers) {
        return reply(status, "application/json", stream(body), headers);
    }

    static Answer html(int status, String body) {
        return reply(status, "text/html", stream(body));
    }

    static Answer events(String text) {
        return reply(200, "text/event-stream", stream(text));
    }

    static Answer events(byte[] bytes) {
        return reply(200, "text/event-stream", new ByteArrayInputStream(bytes));
    }

    /** The bytes, then a lost connection. */
    static Answer eventsThenLoss(byte[] bytes) {
        return reply(200, "text/event-stream", lostAfter(bytes));
    }

    /** The bytes, then silence until somebody cuts the call. */
    static Answer eventsThenSilence(String text) {
        return (request, cancellation) -> silent(text, "text/event-stream", cancellation);
    }

    static Answer jsonThenSilence(String text) {
        return (request, cancellation) -> silent(text, "application/json", cancellation);
    }

    /** No status line until somebody cuts the call. */
    static Answer neverAnswers() {
        return (request, cancellation) -> {
            var cut = new CountDownLatch(1);
            cancellation.onCancel(cut::countDown);
            await(cut);
            throw new GatewayException(cancellation.reason().orElseThrow());
        };
    }

    static Answer fails(Failure failure) {
        return (request, cancellation) -> {
            throw new GatewayException(failure);
        };
    }

    static Answer reply(int status, String type, InputStream body, String... headers) {
        var all = new ArrayList<>(List.of(Map.entry("Content-Type", type)));
        for (int i = 0; i < headers.length; i += 2) {
            all.add(Map.entry(headers[i], headers[i + 1]));
        }
        return (request, cancellation) -> {
            var reply = new UpstreamReply(status, List.copyOf(all), body, () -> {});
            cancellation.onCancel(reply::cancel);
            return reply;
        };
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream lostAfter(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
    }

    private static UpstreamReply silent(String text, String type, Cancellation cancellation) {
        var cut = new CountDownLatch(1);
        var silence = new InputStream() {
            @Override
            public int read() throws IOException {
                await(cut);
                throw new IOException("cut");
            }
        };
        var reply = new UpstreamReply(200, List.of(Map.entry("Content-Type", type)),
                new SequenceInputStream(stream(text), silence), cut::countDown);
        cancellation.onCancel(reply::cancel);
        return reply;
    }

    private static void await(CountDownLatch cut) {
        try {
            if (!cut.await(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody cut the call");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
