package io.omniroute.management;

import java.time.Duration;
import java.util.Set;

/**
 * What the start-up configuration decides for the guard.
 *
 * @param openToNetwork {@code omniroute.management.open-to-network}: without login, not for loopback clients alone
 * @param alwaysSecureCookie {@code AUTH_COOKIE_SECURE}
 * @param allowedHosts further {@code Host} names, lower case: the host of {@code BASE_URL} and
 *     {@code omniroute.server.allowed-hosts}
 * @param sessionLife {@code omniroute.auth.session-hours}
 */
public record GuardSettings(boolean openToNetwork, boolean alwaysSecureCookie, Set<String> allowedHosts,
        Duration sessionLife) {
    public GuardSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
