package io.omniroute.upstream;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.HttpTransport;
import io.omniroute.upstream.http.UpstreamCall;
import io.omniroute.upstream.http.UpstreamReply;

/** The executor of every provider and node that takes a JSON body and a credential header. */
public final class DefaultExecutor implements Executor {
    private final HttpTransport transport;
    private final Credentials credentials;

    public DefaultExecutor(HttpTransport transport, Secrets secrets) {
        this.transport = transport;
        this.credentials = new Credentials(secrets);
    }

    @Override
    public UpstreamReply send(Leg leg, OutboundRequest request, Cancellation cancellation) {
        Endpoint endpoint = at(leg.endpoint(), leg.connection());
        var headers = new CallHeaders(endpoint).forward(request.headers()).json()
                .expect(request.stream() ? "text/event-stream" : "application/json")
                .credential(endpoint.auth(), credentials.of(leg.connection()));
        var uri = EndpointUrl.of(endpoint, leg.model(), request);
        return transport.send(new UpstreamCall("POST", uri, headers.values(), request.body()), cancellation);
    }

    @Override
    public byte[] withoutCredential(Leg leg, byte[] errorBody) {
        return Credentials.hidden(errorBody, credentials.of(leg.connection()));
    }

    /** The endpoint with the base URL of this account, when it has its own. */
    static Endpoint at(Endpoint endpoint, Connection connection) {
        return connection.baseUrl().map(endpoint::withBaseUrl).orElse(endpoint);
    }
}
