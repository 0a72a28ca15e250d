package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.log.LoggedRequest;
import io.omniroute.domain.log.RequestLog;
import io.omniroute.domain.log.StageFile;
import io.omniroute.domain.route.Leg;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.http.UpstreamReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one request for the request log. On the request's way it keeps references and copies of bytes; what has to be
 * translated or written is made later, on the log's own thread.
 */
final class Trace implements LoggedRequest {
    /** Most bytes of one stage. */
    static final int MOST = 16 << 20;

    private final Inbound inbound;
    private final RequestLog log;
    private final TraceStages maker;
    private final Room room;
    private final long taken;
    private final byte[] body;
    private final Recording client;
    private @Nullable Try last;
    private int tries;
    private String requestedModel = "";
    private Format source;
    private @Nullable Outcome outcome;

    /** @param taken of the room already; given back at the end */
    Trace(Inbound inbound, RequestLog log, TraceStages maker, Room room, long taken) {
        this.inbound = inbound;
        this.log = log;
        this.maker = maker;
        this.room = room;
        this.taken = taken;
        this.body = inbound.body().bytes();
        this.client = new Recording(room, MOST);
        this.source = inbound.door();
    }

    /** One attempt, as far as it got. */
    static final class Try {
        final int number;
        final Asked asked;
        final Leg leg;
        final Recording answer;
        @Nullable
        Speaking speaking;
        @Nullable
        OutboundRequest outbound;
        int status;
        String contentType = "";

        private Try(int number, Asked asked, Leg leg, Recording answer) {
            this.number = number;
            this.asked = asked;
            this.leg = leg;
            this.answer = answer;
        }
    }

    /** The client, with everything it is told kept. */
    ClientChannel listening(ClientChannel channel) {
        return new TracedChannel(channel, client);
    }

    /** A further attempt begins; of the former one nothing is kept. */
    void tries(Asked asked, Leg leg) {
        forget(last);
        tries++;
        last = new Try(tries, asked, leg, new Recording(room, MOST));
    }

    void sends(Speaking speaking, OutboundRequest outbound) {
        Try now = last;
        if (now != null) {
            now.speaking = speaking;
            now.outbound = outbound;
        }
    }

    /** The same reply; what is read of it is kept. */
    UpstreamReply hears(UpstreamReply reply) {
        Try now = last;
        if (now == null) {
            return reply;
        }
        now.status = reply.status();
        now.contentType = reply.header("content-type").orElse("");
        return new UpstreamReply(reply.status(), reply.headers(), now.answer.listening(reply.body()), reply::cancel);
    }

    /** The request has ended: off to the log. */
    void end(Exchange exchange, Outcome how) {
        requestedModel = exchange.requestedModel();
        source = exchange.dialect();
        outcome = how;
        log.add(this);
    }

    Inbound inbound() {
        return inbound;
    }

    byte[] body() {
        return body;
    }

    Recording client() {
        return client;
    }

    Optional<Try> last() {
        return Optional.ofNullable(last);
    }

    Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    @Override
    public Instant arrived() {
        return inbound.arrived();
    }

    @Override
    public String source() {
        return source.id();
    }

    @Override
    public String target() {
        return last().map(it -> it.leg.endpoint().format().id()).orElse("none");
    }

    @Override
    public String model() {
        return requestedModel;
    }

    @Override
    public List<StageFile> stages() {
        return maker.of(this);
    }

    @Override
    public void close() {
        forget(last);
        room.give(taken + client.held());
    }

    private void forget(@Nullable Try attempt) {
        if (attempt != null) {
            room.give(attempt.answer.held());
        }
    }
}
