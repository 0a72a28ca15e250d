package io.omniroute.gateway;

import java.util.Optional;

/**
 * What a caller shows at a door.
 *
 * @param key the API key, wherever it was sent
 * @param clientAddress IP literal
 * @param reachedOnLoopback the address it connected to is a loopback address, and no proxy says it comes from elsewhere
 * @param origin the {@code Origin} header
 * @param host the {@code Host} header
 */
public record Knock(String requestId, Optional<String> key, String clientAddress, boolean reachedOnLoopback,
        Optional<String> origin, Optional<String> host) {
    @Override
    public String toString() {
        return "Knock[" + requestId + "]";
    }
}
