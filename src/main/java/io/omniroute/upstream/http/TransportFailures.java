package io.omniroute.upstream.http;

import io.omniroute.domain.failure.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What went wrong on the way to a provider, in words that name no host, address or header. */
final class TransportFailures {
    private static final Duration POOL_RETRY = Duration.ofSeconds(1);

    private TransportFailures() {}

    static Failure of(IOException e) {
        if (e instanceof ConnectionRequestTimeoutException) {
            return new Failure.Unavailable("all connections to providers are in use", POOL_RETRY);
        }
        return new Failure.Unreachable(reason(e));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AddressRefusedException refused -> "the provider's address is blocked by the outbound URL guard";
            case UnknownHostException unknown -> "the provider's host name could not be resolved";
            case SocketTimeoutException slow -> "the provider did not accept a connection in time";
            case NoRouteToHostException lost -> "no route to the provider";
            case ConnectException refused -> "connection refused by the provider";
            case SSLException tls -> "no trusted TLS connection to the provider";
            case NoHttpResponseException silent -> "the provider closed the connection without an answer";
            case MessageConstraintException big -> "the head of the provider's answer is too large";
            case ClientProtocolException garbage -> "the provider's answer is not valid HTTP";
            default -> "the connection to the provider was lost";
        };
    }
}
