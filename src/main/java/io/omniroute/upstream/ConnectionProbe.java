package io.omniroute.upstream;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.HttpTransport;
import io.omniroute.upstream.http.UpstreamCall;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks an endpoint for its list of models with an account's credential: the cheapest call that shows whether both work.
 * Used by {@code admin} to test, to validate and to list; what a status means is decided there.
 */
public final class ConnectionProbe {
    static final int MOST_BODY = 8 * 1024 * 1024;

    private final HttpTransport transport;
    private final Credentials credentials;
    private final Duration limit;

    /** @param limit for the whole probe (20 s in the product) */
    public ConnectionProbe(HttpTransport transport, Secrets secrets, Duration limit) {
        this.transport = transport;
        this.credentials = new Credentials(secrets);
        this.limit = limit;
    }

    /** {@code <base URL>/models}, its version segment not doubled; empty for formats without a list of models. */
    public static Optional<URI> modelsUri(Endpoint endpoint, String baseUrl) {
        return EndpointUrl.models(endpoint.withBaseUrl(baseUrl));
    }

    /** Probes a kept account, at its own base URL when it has one. Blocks; never throws for what the provider does. */
    public ProbeResult probe(Endpoint endpoint, Connection connection) {
        return withKey(connection, key -> probe(DefaultExecutor.at(endpoint, connection), key));
    }

    /** Makes a call with the credential of a kept account. Blocks; never throws for what the provider does. */
    public ProbeResult probe(ProbeCall call, Connection connection) {
        return withKey(connection, key -> probe(call, key));
    }

    private ProbeResult withKey(Connection connection, Function<String, ProbeResult> probe) {
        long start = System.nanoTime();
        try {
            return probe.apply(credentials.of(connection));
        } catch (GatewayException e) {
            return new ProbeResult.Failed(e.failure(), since(start));
        }
    }

    /**
     * Probes a credential somebody typed. Blocks; never throws for what the provider does.
     *
     * @param clearKey empty = none is sent
     */
    public ProbeResult probe(Endpoint endpoint, String clearKey) {
        return timed(() -> EndpointUrl.models(endpoint).map(uri -> call(endpoint, uri, clearKey)), clearKey);
    }

    /**
     * Makes a call with a credential somebody typed. Blocks; never throws for what the provider does.
     *
     * @param clearKey empty = none is sent
     */
    public ProbeResult probe(ProbeCall call, String clearKey) {
        return timed(() -> Optional.of(call(call, clearKey)), clearKey);
    }

    private ProbeResult timed(Supplier<Optional<UpstreamCall>> call, String clearKey) {
        long start = System.nanoTime();
        var cancellation = new Cancellation();
        Thread timer = Thread.ofVirtual().name("upstream-probe-timer").start(() -> cancelLater(cancellation));
        try {
            return call.get().map(it -> answer(it, clearKey, cancellation, start))
                    .orElseGet(ProbeResult.Unsupported::new);
        } catch (GatewayException e) {
            return new ProbeResult.Failed(e.failure(), since(start));
        } finally {
            timer.interrupt();
        }
    }

    private ProbeResult answer(UpstreamCall call, String clearKey, Cancellation cancellation, long start) {
        try (UpstreamReply reply = transport.send(call, cancellation)) {
            byte[] body = reply.body().readNBytes(MOST_BODY + 1);
            return body.length > MOST_BODY
                    ? new ProbeResult.Failed(new Failure.Broken(502, "the list of models is too large"), since(start))
                    : new ProbeResult.Answered(reply.status(), Credentials.hidden(body, clearKey), since(start));
        } catch (IOException e) {
            Failure failure = cancellation.reason()
                    .orElseGet(() -> new Failure.Broken(502, "the answer of the provider broke off"));
            return new ProbeResult.Failed(failure, since(start));
        }
    }

    private static UpstreamCall call(Endpoint endpoint, URI uri, String clearKey) {
        var headers = new CallHeaders(endpoint).expect("application/json").credential(endpoint.auth(), clearKey);
        return new UpstreamCall("GET", uri, headers.values(), new byte[0]);
    }

    private static UpstreamCall call(ProbeCall call, String clearKey) {
        var headers = new CallHeaders(call.headers()).expect("application/json").credential(call.auth(), clearKey);
        byte[] body = call.body().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElseGet(() -> new byte[0]);
        var sent = body.length == 0 ? headers : headers.json();
        return new UpstreamCall(call.method(), EndpointUrl.at(call.baseUrl(), call.path()), sent.values(), body);
    }

    private void cancelLater(Cancellation cancellation) {
        try {
            Thread.sleep(limit);
            cancellation.cancel(new Failure.Timeout("no answer to the test", limit));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the probe is over
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
