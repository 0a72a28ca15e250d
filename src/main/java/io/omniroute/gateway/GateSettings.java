package io.omniroute.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is let in.
 *
 * @param requireKey as the operator set it; empty = decided by the address (10 section 2.2)
 * @param loopbackBind the server is configured to listen on a loopback address
 * @param unknownKeysRefused an unknown key is refused even where none is required
 * @param corsOrigins origins an operator listed
 * @param allowedHosts further host names, lower case
 */
public record GateSettings(Optional<Boolean> requireKey, boolean loopbackBind, boolean unknownKeysRefused,
        List<String> corsOrigins, Set<String> allowedHosts) {
    public GateSettings {
        corsOrigins = List.copyOf(corsOrigins);
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
