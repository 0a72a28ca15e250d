package io.omniroute.management;

import java.util.Set;

/**
 * What the start-up configuration decides for the guard.
 *
 * @param openToNetwork {@code omniroute.management.open-to-network}: without login, not for loopback clients alone
 * @param alwaysSecureCookie {@code AUTH_COOKIE_SECURE}
 * @param allowedHosts further {@code Host} names, lower case: the host of {@code BASE_URL} and
 *     {@code omniroute.server.allowed-hosts}
 */
public record GuardSettings(boolean openToNetwork, boolean alwaysSecureCookie, Set<String> allowedHosts) {
    public GuardSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
