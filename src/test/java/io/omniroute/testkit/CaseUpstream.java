package io.omniroute.testkit;

import io.omniroute.testkit.cases.Case;
import io.omniroute.testkit.cases.UpstreamBytes;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Answers every call as one case after the other says, and keeps what it received. */
public final class CaseUpstream implements AutoCloseable {
    private final LoopbackServer server = new LoopbackServer(received -> answer());
    private volatile Answer next = Answer.json(500, "{}");

    /** From here on this case's upstream is played. */
    public void play(Case test, int chunk) {
        server.exchanges().clear();
        next = test.upstreamStreams() && test.upstreamStatus() < 300 ? stream(test, chunk) : body(test);
    }

    private static Answer stream(Case test, int chunk) {
        Answer whole = Answer.stream(UpstreamBytes.contentType(test.upstreamStream()),
                List.of(UpstreamBytes.of(test.upstreamStream()))).every(Duration.ZERO);
        return chunk == Integer.MAX_VALUE ? whole : whole.torn(chunk);
    }

    private static Answer body(Case test) {
        Answer answer = Answer.json(test.upstreamStatus(), test.upstreamBody());
        for (var header : test.upstreamHeaders().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private Answer answer() {
        return next;
    }

    /** What the gateway sent since the case began. */
    public List<Received> received() {
        return server.exchanges().stream().map(Exchange::received).toList();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.close();
    }
}
