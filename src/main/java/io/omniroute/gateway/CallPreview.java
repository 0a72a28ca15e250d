package io.omniroute.gateway;

import io.omniroute.domain.lab.PreparedCall;
import io.omniroute.domain.log.Masked;
import io.omniroute.domain.route.Leg;
import io.omniroute.upstream.Executor;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.HttpTransport;
import io.omniroute.upstream.http.UpstreamCall;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Shows the call an executor would make: the same executor over a transport that leads nowhere. */
public final class CallPreview {
    private static final int NO_CONTENT = 204;

    private final Function<HttpTransport, Executor> executors;

    /** @param executors builds the executor of the corridor over another transport */
    public CallPreview(Function<HttpTransport, Executor> executors) {
        this.executors = executors;
    }

    /**
     * The call with its secrets hidden.
     *
     * @return empty when the executor makes none for this leg
     * @throws io.omniroute.domain.failure.GatewayException as {@link Executor#send} before anything is sent
     */
    Optional<PreparedCall> of(Leg leg, OutboundRequest request) {
        var made = new AtomicReference<UpstreamCall>();
        Executor executor = executors.apply((call, cancellation) -> {
            made.compareAndSet(null, call);
            return new UpstreamReply(NO_CONTENT, List.of(), InputStream.nullInputStream(), () -> {});
        });
        executor.send(leg, request, new Cancellation()).close();
        return Optional.ofNullable(made.get()).map(call -> new PreparedCall(leg.endpoint().format(), call.method(),
                Masked.url(call.uri().toString()), Masked.headers(call.headers()), call.body()));
    }

    /** Bytes that came from a provider, without the credential they may repeat. */
    byte[] withoutCredential(Leg leg, byte[] bytes) {
        return executors.apply((call, cancellation) -> {
            throw new IllegalStateException("nothing is sent from here");
        }).withoutCredential(leg, bytes);
    }
}
