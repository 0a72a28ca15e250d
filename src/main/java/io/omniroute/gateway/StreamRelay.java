package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.translation.StreamObserver;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands one upstream stream on to the client, event by event with its own bytes (L-5), and watches what it says. Blocks
 * on reading and on writing; one instance per attempt.
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
    private final StreamObserver observer;
    private final boolean withholdUsage;
    private final Commitment commitment = new Commitment();
    private int unreadable;

    /**
     * @param headers response headers, should this attempt be the one that answers
     * @param withholdUsage the usage event was asked for by us, not by the client (L-3)
     */
    StreamRelay(Exchange exchange, Cancellation cancellation, StreamForm form, Map<String, String> headers,
            StreamObserver observer, boolean withholdUsage) {
        this.exchange = exchange;
        this.cancellation = cancellation;
        this.form = form;
        this.headers = headers;
        this.observer = observer;
        this.withholdUsage = withholdUsage;
    }

    /** Relays to the end of the stream; never throws for what an upstream or a client does. */
    Outcome relay(UpstreamReply reply, Framing framing) {
        try {
            Outcome early = pump(reply.body(), framing);
            if (early != null) {
                return early;
            }
            return ended(new Failure.Broken(502, "upstream ended the stream early"));
        } catch (ClientLeftException e) {
            return new Outcome.Left();
        } catch (GatewayException e) {
            return broken(e.failure());
        } catch (IOException e) {
            return ended(cancellation.reason()
                    .orElseGet(() -> new Failure.Broken(502, "the provider's stream broke off")));
        }
    }

    /** An answer that has its finish is whole, however the stream ended after it (ST-3). */
    private Outcome ended(Failure failure) {
        if (!observer.complete() || failure instanceof Failure.ClientGone) {
            return broken(failure);
        }
        try {
            return closed(COMPLETE);
        } catch (ClientLeftException e) {
            return new Outcome.Left();
        }
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
        return observer.complete() ? unfinished : unfinished.stream().filter(Frame::hasData).toList();
    }

    /** The events of one read leave in one write (stream rules, section 2). */
    private @Nullable Outcome forward(List<Frame> frames) throws IOException {
        Outcome early = null;
        boolean written = false;
        for (Frame frame : frames) {
            Observation seen = frame.hasData() ? observer.observe(frame) : Observation.NOTHING;
            note(seen);
            Observation.StreamFailure failure = seen.failure();
            if (failure != null && !commitment.committed()) {
                return new Outcome.Failed(new Failure.Broken(failure.status(), failure.message()));
            }
            if (seen.terminal() && failure == null && !observer.complete()) {
                // handed on, it would make a broken answer look whole
                return broken("upstream ended the stream without a finish");
            }
            if (!(withholdUsage && seen.usageOnly())) {
                written |= write(commitment.offer(frame, seen));
            }
            early = end(seen, failure);
            if (early != null) {
                break;
            }
        }
        if (written) {
            flush();
        }
        return early == null ? null : closed(early);
    }

    private void note(Observation seen) {
        exchange.used(seen.usage());
        if (seen.content()) {
            exchange.heardContent(seen.characters());
        }
        unreadable = seen.unreadable() ? unreadable + 1 : 0;
        if (unreadable >= MOST_UNREADABLE) {
            throw new GatewayException(new Failure.Broken(502, "the provider's stream is not readable"));
        }
    }

    private static @Nullable Outcome end(Observation seen, Observation.@Nullable StreamFailure failure) {
        if (failure != null) { // its own event has just been handed on
            return new Outcome.Truncated(new Failure.Broken(failure.status(), failure.message()));
        }
        return seen.terminal() ? COMPLETE : null;
    }

    /** The upstream's last event may lack the blank line or the bracket behind it, which is not read any more. */
    private Outcome closed(Outcome outcome) throws ClientLeftException {
        try {
            exchange.channel().finish();
            return outcome;
        } catch (IOException e) {
            throw new ClientLeftException(e);
        }
    }

    private boolean write(List<Frame> frames) throws IOException {
        if (frames.isEmpty()) {
            return false;
        }
        exchange.writing(true);
        try {
            if (exchange.phase() == Exchange.Phase.FIRST_CONTENT) {
                exchange.enter(Exchange.Phase.STREAM);
                exchange.answered(200);
                exchange.inbound().body().release();
                exchange.channel().beginStream(exchange.dialect(), form, headers);
            }
            for (Frame frame : frames) {
                exchange.channel().event(frame.raw());
            }
            return true;
        } catch (IOException e) {
            throw new ClientLeftException(e);
        } finally {
            exchange.writing(false);
        }
    }

    private void flush() throws IOException {
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
            exchange.channel().failureEvent(observer.failureEvent(failure, exchange.inbound().requestId()));
            return new Outcome.Truncated(failure);
        } catch (IOException e) {
            return new Outcome.Left();
        }
    }
}
