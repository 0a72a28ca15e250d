package io.omniroute.upstream.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Asks the guard for every new connection and hands out the very addresses it checked, so that a name that answers
 * differently the second time gains nothing. IP literals come through here as well.
 */
final class GuardedDnsResolver implements DnsResolver {
    private final OutboundGuard guard;

    GuardedDnsResolver(OutboundGuard guard) {
        this.guard = guard;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return guard.checked(host, port).stream().map(address -> new InetSocketAddress(address, port)).toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return guard.checked(host, OutboundGuard.ANY_PORT).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
