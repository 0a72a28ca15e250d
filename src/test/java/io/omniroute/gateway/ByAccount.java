package io.omniroute.gateway;

import io.omniroute.domain.route.Leg;
import io.omniroute.upstream.Executor;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;

/** Upstreams that answer by the account that asks, as often as it asks. */
record ByAccount(Behaviour behaviour) implements Executor {
    /** What an account does with a request. */
    interface Behaviour {
        ScriptedExecutor.Answer of(String account, OutboundRequest request);
    }

    @Override
    public UpstreamReply send(Leg leg, OutboundRequest request, Cancellation cancellation) {
        return behaviour.of(leg.connection().id(), request).to(request, cancellation);
    }

    @Override
    public byte[] withoutCredential(Leg leg, byte[] errorBody) {
        return errorBody;
    }
}
