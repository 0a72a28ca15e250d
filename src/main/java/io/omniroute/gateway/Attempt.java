package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.stream.Observation;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.translation.Dialect;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.SameDialectEdit;
import io.omniroute.upstream.Executor;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.framing.JsonArrayFraming;
import io.omniroute.upstream.framing.SseFraming;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;
import io.omniroute.usage.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

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
    private final Dialect dialect;

    Attempt(Exchange exchange, Asked asked, Leg leg, Executor executor) {
        this.exchange = exchange;
        this.asked = asked;
        this.leg = leg;
        this.executor = executor;
        this.dialect = Dialects.of(leg.endpoint().format());
    }

    Outcome run() {
        Cancellation cancellation = exchange.begin(leg,
                asked.streaming() ? Exchange.Phase.HEADERS : Exchange.Phase.COMPLETE_ANSWER);
        try (UpstreamReply reply = executor.send(leg, outbound(), cancellation)) {
            exchange.heardUpstream();
            exchange.clock().ended(Phase.CONNECT);
            if (reply.status() >= 300) {
                return new Outcome.Failed(rejected(reply));
            }
            return asked.streaming() ? stream(reply, cancellation) : complete(reply);
        } catch (ClientLeftException e) {
            return new Outcome.Left();
        } catch (GatewayException e) {
            return failed(e.failure());
        } catch (IOException e) {
            return failed(cancellation.reason()
                    .orElseGet(() -> new Failure.Broken(502, "the provider's answer broke off")));
        }
    }

    private static Outcome failed(Failure failure) {
        return failure instanceof Failure.ClientGone ? new Outcome.Left() : new Outcome.Failed(failure);
    }

    private OutboundRequest outbound() {
        Inbound inbound = exchange.inbound();
        byte[] body = SameDialectEdit.apply(inbound.body().bytes(), asked.head(), leg.model(), asked.streaming());
        Inbound.PathTarget path = inbound.target().orElseGet(this::impliedPath);
        return new OutboundRequest(body, inbound.headers(), path.action(), path.query(), asked.streaming());
    }

    /** A body that came in by a door whose path says nothing; towards most dialects the path is all the endpoint's. */
    private Inbound.PathTarget impliedPath() {
        return leg.endpoint().format() == Format.GEMINI
                ? Inbound.PathTarget.of(asked.streaming())
                : Inbound.PathTarget.NONE;
    }

    private Failure rejected(UpstreamReply reply) throws IOException {
        String type = reply.header("content-type").orElse("");
        return new Failure.Rejected(reply.status(), type, executor.withoutCredential(leg, read(reply, MOST_ERROR)),
                ReplyHeaders.meaningful(reply));
    }

    private Outcome stream(UpstreamReply reply, Cancellation cancellation) throws IOException {
        String type = reply.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        StreamForm form = asked.form();
        boolean events = form == StreamForm.SERVER_SENT_EVENTS;
        if (events && type.startsWith("application/json")) {
            return new Outcome.Failed(errorInside(reply)
                    .orElse(new Failure.Broken(502, "the provider answered a stream request with a complete body")));
        }
        exchange.enter(Exchange.Phase.FIRST_CONTENT);
        Framing framing = events ? new SseFraming() : new JsonArrayFraming();
        boolean withhold = leg.endpoint().format() == Format.OPENAI && !asked.head().includeUsage();
        var relay = new StreamRelay(exchange, cancellation, form, headers(reply), dialect.observer(), withhold);
        Outcome outcome = relay.relay(reply, framing);
        if (outcome instanceof Outcome.Answered) {
            leaveNothingOver(reply);
        }
        return outcome;
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

    private Outcome complete(UpstreamReply reply) throws IOException {
        String type = reply.header("content-type").orElse("application/json");
        if (type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            return new Outcome.Failed(new Failure.Broken(502, "Invalid SSE response for non-streaming request"));
        }
        byte[] body = read(reply, MOST_ANSWER);
        Observation seen = dialect.observeReply(body);
        Observation.StreamFailure failure = seen.failure();
        if (failure != null) {
            return new Outcome.Failed(new Failure.Broken(failure.status(), failure.message()));
        }
        if (seen.unreadable()) {
            return new Outcome.Failed(new Failure.Broken(502, "Invalid JSON response from provider"));
        }
        exchange.used(seen.usage());
        exchange.heardContent(seen.characters());
        exchange.enter(Exchange.Phase.STREAM);
        exchange.answered(reply.status());
        try {
            exchange.channel().answer(reply.status(), type, headers(reply), body);
        } catch (IOException e) {
            throw new ClientLeftException(e);
        }
        return new Outcome.Answered(reply.status());
    }

    private java.util.Optional<Failure> errorInside(UpstreamReply reply) throws IOException {
        Observation.StreamFailure failure = dialect.observeReply(read(reply, MOST_ERROR)).failure();
        return failure == null
                ? java.util.Optional.empty()
                : java.util.Optional.of(new Failure.Broken(failure.status(), failure.message()));
    }

    private Map<String, String> headers(UpstreamReply reply) {
        Map<String, String> headers = ReplyHeaders.meaningful(reply);
        headers.putAll(ReplyHeaders.route(leg, exchange.attempts()));
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
