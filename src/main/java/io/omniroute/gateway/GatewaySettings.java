package io.omniroute.gateway;

import java.time.Duration;
import java.util.Map;

/**
 * Limits of the corridor.
 *
 * @param headersTimeout to the response headers of a streaming call
 * @param completeTimeout to the end of an answer that is not streamed
 * @param firstContentTimeout from the headers of a stream to its first content
 * @param idleTimeout silence of a stream after its first content
 * @param chatterTimeout after its first content nothing but comments and pings for this long counts as silence
 * @param heartbeat silence towards a streaming client after which a keep-alive is written; zero = off
 * @param watchClients look at the state of clients' sockets while nothing can be written
 * @param streamByDefault a body without {@code stream} streams (the reference product's habit)
 * @param baseUrls an operator's base URLs by provider id
 */
public record GatewaySettings(Duration headersTimeout, Duration completeTimeout, Duration firstContentTimeout,
        Duration idleTimeout, Duration chatterTimeout, Duration heartbeat, boolean watchClients,
        boolean streamByDefault, Map<String, String> baseUrls) {
    public GatewaySettings {
        baseUrls = Map.copyOf(baseUrls);
    }
}
