package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.gateway.Passage.Passed;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands one upstream stream on to the client, event by event as the {@link Passage} makes them, and acts on what they
 * say. Blocks on reading and on writing; one instance per attempt.
 */
final class StreamRelay {
    /** A thousand held streams have one each; an event that is larger takes several reads. */
    private static final int BUFFER = 4 * 1024;
    /** Unreadable events in a row after which the stream counts as broken (SP-8). */
    private static final int MOST_UNREADABLE = 3;
    private static final Outcome COMPLETE = new Outcome.Answered(200);

    private final Exchange exchange;
    private final Cancellation cancellation;
    private final StreamForm form;
    private final Map<String, String> headers;
    private final Passage passage;
    private final @Nullable Progress progress;
    private final Commitment commitment = new Commitment();
    private int unreadable;
    private boolean unflushed;

    /**
     * @param headers response headers, should this attempt be the one that answers
     * @param progress tells the client how far the answer is; null when it did not ask
     */
    StreamRelay(Exchange exchange, Cancellation cancellation, StreamForm form, Map<String, String> headers,
            Passage passage, @Nullable Progress progress) {
        this.exchange = exchange;
        this.cancellation = cancellation;
        this.form = form;
        this.headers = headers;
        this.passage = passage;
        this.progress = progress;
    }

    /** Relays to the end of the stream; never throws for what an upstream or a client does. */
    Outcome relay(UpstreamReply reply, Framing framing) {
        try {
            Outcome early = pump(reply.body(), framing);
            return early == null ? ended() : early;
        } catch (ClientLeftException e) {
            return new Outcome.Left();
        } catch (GatewayException e) {
            return broken(e.failure());
        } catch (IOException e) {
            return ended(cancellation.reason()
                    .orElseGet(() -> new Failure.Broken(502, "the provider's stream broke off")));
        }
    }

    /** Plays an answer that came whole to a client that wants a stream. */
    Outcome play(Passed answer) {
        try {
            Outcome outcome = take(answer);
            return outcome == null ? broken("the provider's answer has no end") : outcome;
        } catch (ClientLeftException e) {
            return new Outcome.Left();
        } catch (IOException e) {
            return broken("the provider's answer broke off");
        }
    }

    /** An answer that has its finish is whole, however the stream ended after it (ST-3). */
    private Outcome ended(Failure failure) {
        if (!passage.complete() || failure instanceof Failure.ClientGone) {
            return broken(failure);
        }
        try {
            return ended();
        } catch (ClientLeftException e) {
            return new Outcome.Left();
        } catch (IOException e) {
            return broken(failure);
        }
    }

    private Outcome ended() throws IOException {
        Outcome outcome = take(passage.end());
        return outcome == null ? broken("upstream ended the stream early") : outcome;
    }

    private @Nullable Outcome pump(InputStream body, Framing framing) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            exchange.heardUpstream();
            Outcome early = forward(framing.feed(buffer, 0, count));
            if (early != null) {
                return early;
            }
        }
        return forward(leftover(framing.end()));
    }

    /** Half an event is not handed on, unless the answer is whole already and it is but white space. */
    private List<Frame> leftover(List<Frame> unfinished) {
        return passage.complete() ? unfinished : unfinished.stream().filter(Frame::hasData).toList();
    }

    /** The events of one read leave in one write (stream rules, section 2). */
    private @Nullable Outcome forward(List<Frame> frames) throws IOException {
        for (Frame frame : frames) {
            Outcome early = take(passage.on(frame));
            if (early != null) {
                return early;
            }
        }
        flush();
        return null;
    }

    private @Nullable Outcome take(Passed passed) throws IOException {
        Observation seen = passed.seen();
        note(seen);
        Observation.StreamFailure failure = seen.failure();
        if (failure != null && !commitment.committed()) {
            return new Outcome.Failed(new Failure.Broken(failure.status(), failure.message()));
        }
        if (seen.terminal() && failure == null && !passage.complete()) {
            // handed on, it would make a broken answer look whole
            return broken("upstream ended the stream without a finish");
        }
        write(commitment.offer(passed.out(), seen), seen.terminal() && failure == null);
        if (failure != null) {
            var broken = new Failure.Broken(failure.status(), failure.message());
            return passed.failureTold() ? closed(new Outcome.Truncated(broken)) : broken(broken);
        }
        return seen.terminal() ? closed(COMPLETE) : null;
    }

    private void note(Observation seen) {
        exchange.consumption().reported(seen.usage());
        if (seen.content()) {
            exchange.heardContent(seen.characters());
        }
        unreadable = seen.unreadable() ? unreadable + 1 : 0;
        if (unreadable >= MOST_UNREADABLE) {
            throw new GatewayException(new Failure.Broken(502, "the provider's stream is not readable"));
        }
    }

    /** The upstream's last event may lack the blank line or the bracket behind it, which is not read any more. */
    private Outcome closed(Outcome outcome) throws IOException {
        flush();
        try {
            exchange.channel().finish();
            return outcome;
        } catch (IOException e) {
            throw new ClientLeftException(e);
        }
    }

    private void write(List<Outgoing> out, boolean last) throws IOException {
        if (out.isEmpty() && (progress == null || !last)) {
            return;
        }
        exchange.writing(true);
        try {
            begin();
            ClientEvent due = progress == null ? null : progress.on(out, last);
            int lastOne = Math.max(0, out.size() - 1);
            write(out.subList(0, lastOne));
            if (due != null) {
                exchange.channel().event(due);
            }
            write(out.subList(lastOne, out.size()));
            unflushed = true;
        } catch (IOException e) {
            throw new ClientLeftException(e);
        } finally {
            exchange.writing(false);
        }
    }

    private void begin() throws IOException {
        if (exchange.phase() == Exchange.Phase.FIRST_CONTENT) {
            exchange.enter(Exchange.Phase.STREAM);
            exchange.commit();
            exchange.answered(200);
            exchange.inbound().body().release();
            exchange.channel().beginStream(exchange.dialect(), form, headers);
        }
    }

    private void write(List<Outgoing> out) throws IOException {
        for (Outgoing each : out) {
            switch (each) {
                case Outgoing.Raw raw -> exchange.channel().event(raw.bytes());
                case Outgoing.Event event -> exchange.channel().event(event.event());
            }
        }
    }

    private void flush() throws IOException {
        if (!unflushed) {
            return;
        }
        unflushed = false;
        exchange.writing(true);
        try {
            exchange.channel().flush();
        } catch (IOException e) {
            throw new ClientLeftException(e);
        } finally {
            exchange.writing(false);
        }
    }

    private Outcome broken(String message) {
        return broken(new Failure.Broken(502, message));
    }

    private Outcome broken(Failure failure) {
        if (failure instanceof Failure.ClientGone) {
            return new Outcome.Left();
        }
        if (!commitment.committed()) {
            return new Outcome.Failed(failure);
        }
        try {
            exchange.channel().failureEvent(passage.failureEvent(failure, exchange.inbound().requestId()));
            return new Outcome.Truncated(failure);
        } catch (IOException e) {
            return new Outcome.Left();
        }
    }
}
