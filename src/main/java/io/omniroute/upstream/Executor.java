package io.omniroute.upstream;

import io.omniroute.domain.route.Leg;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.UpstreamReply;

/** Knows one provider's URL, headers and quirks; sends once and hands back the open reply. */
public interface Executor {
    /**
     * @return the reply with whatever status it has and its body unread; to be closed
     * @throws io.omniroute.domain.failure.GatewayException with {@code Refused} when a forwarded header, the model or
     *     the query cannot be sent, with {@code Unreachable} when the account's base URL or credential cannot be used,
     *     and with what {@link io.omniroute.upstream.http.HttpTransport#send} throws
     */
    UpstreamReply send(Leg leg, OutboundRequest request, Cancellation cancellation);

    /** An upstream's error body, ready to be handed on: some repeat the credential they refuse. */
    byte[] withoutCredential(Leg leg, byte[] errorBody);
}
