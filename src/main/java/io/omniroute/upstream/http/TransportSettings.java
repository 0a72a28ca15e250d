package io.omniroute.upstream.http;

import java.time.Duration;

/**
 * How the transport behaves.
 *
 * @param connectTimeout for resolving the name, for connecting to one address and for the TLS handshake, each
 * @param maxConnections in use and idle together, to one host and to all; who finds none free waits for
 *     {@code connectTimeout} at most
 * @param idleLimit an unused connection is closed after this time
 * @param userAgent sent when the call names none
 */
public record TransportSettings(Duration connectTimeout, int maxConnections, Duration idleLimit, String userAgent) {
    public static final TransportSettings DEFAULTS = new TransportSettings(Duration.ofSeconds(10), 256,
            Duration.ofSeconds(60), "OmniRoute");
    public TransportSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive, was " + connectTimeout);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be positive, was " + maxConnections);
        }
        if (idleLimit.isNegative() || idleLimit.isZero()) {
            throw new IllegalArgumentException("idleLimit must be positive, was " + idleLimit);
        }
    }
}
