package io.omniroute.upstream.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the outbound guard lets through.
 *
 * @param allowPrivate loopback and private networks are allowed
 * @param allowedHosts host names or literals that may also be private and spoken to in plain http; metadata,
 *     link-local and similar addresses stay refused
 * @param ownPort the port the gateway listens on; 0 = unknown
 * @param ownAddresses further addresses of this machine, beside loopback, that lead back to the gateway
 */
public record GuardSettings(boolean allowPrivate, Set<String> allowedHosts, int ownPort,
        Set<InetAddress> ownAddresses) {
    public GuardSettings {
        allowedHosts = allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        ownAddresses = Set.copyOf(ownAddresses);
    }
}
