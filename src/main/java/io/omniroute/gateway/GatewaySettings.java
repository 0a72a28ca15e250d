package io.omniroute.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
 * @param pursuit how far a request is followed
 */
public record GatewaySettings(Duration headersTimeout, Duration completeTimeout, Duration firstContentTimeout,
        Duration idleTimeout, Duration chatterTimeout, Duration heartbeat, boolean watchClients,
        boolean streamByDefault, Map<String, String> baseUrls, Pursuit pursuit) {
    public GatewaySettings {
        baseUrls = Map.copyOf(baseUrls);
    }

    /** With the defaults of {@link Pursuit}. */
    public GatewaySettings(Duration headersTimeout, Duration completeTimeout, Duration firstContentTimeout,
            Duration idleTimeout, Duration chatterTimeout, Duration heartbeat, boolean watchClients,
            boolean streamByDefault, Map<String, String> baseUrls) {
        this(headersTimeout, completeTimeout, firstContentTimeout, idleTimeout, chatterTimeout, heartbeat,
                watchClients, streamByDefault, baseUrls, Pursuit.DEFAULTS);
    }

    /**
     * How far a request is followed.
     *
     * @param unknownModels provider that gets names nobody knows; empty: they are errors
     * @param maxAttempts upstream calls of one request
     * @param maxTime after which a request makes no further call
     * @param limiterWait longest wait for a free slot of an account
     * @param mostAtOnce requests on their way; more are refused
     */
    public record Pursuit(Sticky sticky, Optional<String> unknownModels, int maxAttempts, Duration maxTime,
            Duration limiterWait, int mostAtOnce) {
        public static final Pursuit DEFAULTS = new Pursuit(Sticky.EXPLICIT, Optional.empty(), 20,
                Duration.ofMinutes(30), Duration.ofSeconds(30), 10_000);
    }

    /** Which conversations stay on the account that served them (40 section 2). */
    public enum Sticky {
        OFF,
        /** Those the client names. */
        EXPLICIT,
        /** Those that begin alike, too. */
        ALWAYS
    }
}
