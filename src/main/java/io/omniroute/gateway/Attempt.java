package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.stream.Observation;
import io.omniroute.gateway.Speaking.Whole;
import io.omniroute.translation.Folding;
import io.omniroute.translation.Translation;
import io.omniroute.upstream.Executor;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;
import io.omniroute.usage.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One leg of one request: sends it and hands the answer on, or says why that was not possible. */
final class Attempt {
    /** Most bytes kept of an answer that has to be seen whole before it is handed on. */
    private static final int MOST_ANSWER = 32 << 20;
    private static final int MOST_LEFTOVER = 64 << 10;
    private static final int MOST_ERROR = 1 << 20;

    private final Exchange exchange;
    private final Asked asked;
    private final Leg leg;
    private final Executor executor;
    private final Interpreter interpreter;

    Attempt(Exchange exchange, Asked asked, Leg leg, Executor executor, Interpreter interpreter) {
        this.exchange = exchange;
        this.asked = asked;
        this.leg = leg;
        this.executor = executor;
        this.interpreter = interpreter;
    }

    /** @param serves told with the answer's headers when the answer begins to count */
    Outcome run(Consumer<Map<String, String>> serves) {
        Cancellation cancellation = exchange.begin(leg,
                asked.streaming() ? Exchange.Phase.HEADERS : Exchange.Phase.COMPLETE_ANSWER);
        Trace trace = exchange.trace();
        if (trace != null) {
            trace.tries(asked, leg);
        }
        try {
            Speaking speaking = interpreter.speaking(exchange.inbound(), asked, leg);
            try (UpstreamReply reply = send(speaking, trace, cancellation)) {
                exchange.heardUpstream();
                exchange.clock().ended(Phase.CONNECT);
                exchange.onCommit(() -> serves.accept(ReplyHeaders.meaningful(reply)));
                return reply.status() >= 300
                        ? new Outcome.Failed(rejected(reply))
                        : answered(reply, speaking, cancellation);
            }
        } catch (ClientLeftException e) {
            return new Outcome.Left();
        } catch (GatewayException e) {
            return failed(e.failure());
        } catch (IOException e) {
            return failed(cancellation.reason()
                    .orElseGet(() -> new Failure.Broken(502, "the provider's answer broke off")));
        }
    }

    private UpstreamReply send(Speaking speaking, @Nullable Trace trace, Cancellation cancellation) {
        OutboundRequest outbound = speaking.outbound();
        if (trace == null) {
            return executor.send(leg, outbound, cancellation);
        }
        trace.sends(speaking, outbound);
        return trace.hears(executor.send(leg, outbound, cancellation));
    }

    private static Outcome failed(Failure failure) {
        return failure instanceof Failure.ClientGone ? new Outcome.Left() : new Outcome.Failed(failure);
    }

    private Failure rejected(UpstreamReply reply) throws IOException {
        String type = reply.header("content-type").orElse("");
        return new Failure.Rejected(reply.status(), type, executor.withoutCredential(leg, read(reply, MOST_ERROR)),
                ReplyHeaders.meaningful(reply));
    }

    /** Streamed or whole, on either side (10 section 3.3). */
    private Outcome answered(UpstreamReply reply, Speaking speaking, Cancellation cancellation) throws IOException {
        String type = reply.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        boolean whole = speaking.complete(type);
        if (asked.streaming()) {
            return whole ? played(reply, speaking, cancellation) : streamed(reply, speaking, cancellation);
        }
        return whole ? complete(reply, speaking, type) : collected(reply, speaking);
    }

    private Outcome streamed(UpstreamReply reply, Speaking speaking, Cancellation cancellation) throws IOException {
        exchange.enter(Exchange.Phase.FIRST_CONTENT);
        Outcome outcome = relay(reply, speaking, speaking.passage(), cancellation).relay(reply, speaking.framing());
        if (outcome instanceof Outcome.Answered) {
            leaveNothingOver(reply);
        }
        return outcome;
    }

    /** The client wants a stream and the upstream answered at once. */
    private Outcome played(UpstreamReply reply, Speaking speaking, Cancellation cancellation) throws IOException {
        Translation translation = translation(speaking);
        ChatReply answer = translation.decode(read(reply, MOST_ANSWER));
        exchange.enter(Exchange.Phase.FIRST_CONTENT);
        var passage = new ThroughHub(translation);
        return relay(reply, speaking, passage, cancellation).play(passage.play(Folding.unfold(answer)));
    }

    private StreamRelay relay(UpstreamReply reply, Speaking speaking, Passage passage, Cancellation cancellation) {
        Map<String, String> headers = headers(reply, speaking);
        Progress progress = Progress.wanted(exchange.inbound().wishes(), asked.form(), headers);
        return new StreamRelay(exchange, cancellation, asked.form(), headers, passage, progress);
    }

    /** What follows the last event is of no interest, but only a connection that was read to its end is used again. */
    private void leaveNothingOver(UpstreamReply reply) {
        exchange.enter(Exchange.Phase.LEFTOVER);
        try {
            reply.body().skipNBytes(MOST_LEFTOVER);
        } catch (IOException e) {
            // the end, or no end in time: the reply closes as it can
            exchange.enter(Exchange.Phase.ENDED);
        }
    }

    private Outcome complete(UpstreamReply reply, Speaking speaking, String type) throws IOException {
        byte[] body = read(reply, MOST_ANSWER);
        Whole answer = speaking.whole(body, type);
        if (!answer.seen().content() && !answer.seen().finished()) {
            throw new GatewayException(new Failure.Broken(502, "the provider's answer has nothing in it"));
        }
        exchange.company().answered(() -> {
            Translation translation = speaking.translation();
            return translation.treated(translation.decode(body));
        });
        return told(reply, speaking, answer);
    }

    /** The client wants one body and the upstream streams. */
    private Outcome collected(UpstreamReply reply, Speaking speaking) throws IOException {
        exchange.enter(Exchange.Phase.FIRST_CONTENT);
        Translation translation = translation(speaking);
        ChatReply answer = new Collecting(exchange, translation, MOST_ANSWER).read(reply.body(), speaking.framing());
        exchange.company().answered(() -> translation.treated(answer));
        return told(reply, speaking,
                new Whole(translation.encode(answer), "application/json", Meanings.of(answer)));
    }

    /** A request that only the short cut could carry has no other form to be answered in. */
    private static Translation translation(Speaking speaking) {
        try {
            return speaking.translation();
        } catch (GatewayException e) {
            throw new GatewayException(
                    new Failure.Broken(502, "the provider answered in another form than it was asked for"), e);
        }
    }

    private Outcome told(UpstreamReply reply, Speaking speaking, Whole answer) throws IOException {
        Observation seen = answer.seen();
        exchange.consumption().reported(seen.usage());
        exchange.heardContent(seen.characters());
        exchange.enter(Exchange.Phase.STREAM);
        exchange.commit();
        exchange.answered(reply.status());
        try {
            exchange.channel().answer(reply.status(), answer.contentType(), headers(reply, speaking), answer.body());
        } catch (IOException e) {
            throw new ClientLeftException(e);
        }
        return new Outcome.Answered(reply.status());
    }

    private Map<String, String> headers(UpstreamReply reply, Speaking speaking) {
        Map<String, String> headers = ReplyHeaders.meaningful(reply);
        headers.putAll(ReplyHeaders.route(exchange, leg));
        headers.putAll(speaking.headers());
        return headers;
    }

    private static byte[] read(UpstreamReply reply, int most) throws IOException {
        InputStream body = reply.body();
        byte[] bytes = body.readNBytes(most);
        if (bytes.length == most && body.read() >= 0) {
            throw new GatewayException(new Failure.Broken(502, "the provider's answer is too large"));
        }
        return bytes;
    }
}
