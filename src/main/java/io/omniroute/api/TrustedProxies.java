package io.omniroute.api;

import io.omniroute.domain.policy.AddressPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The proxies whose word about a client is believed: addresses and networks in CIDR form. */
public final class TrustedProxies {
    /** An IPv6 address in brackets, an IPv4 address, or a name somebody made up. */
    private static final Pattern FOR = Pattern.compile(
            "(?i)(?:^|[;,\\s])for=(?:\"?\\[([0-9a-f:.]+)](?::\\d+)?\"?|\"?([0-9.]+)(?::\\d+)?\"?|\"?[^;,\"]*\"?)");

    private final List<AddressPattern> networks;

    /** @throws IllegalArgumentException for what is neither an address nor a network */
    public TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(text -> AddressPattern.of(text)
                .orElseThrow(() -> new IllegalArgumentException("not an address or network: " + text))).toList();
    }

    /** The addresses of a {@code Forwarded} header (RFC 7239) in the form of the older one, ports left out. */
    static String hops(String forwarded) {
        return FOR.matcher(forwarded).results()
                .map(hop -> Optional.ofNullable(hop.group(1)).or(() -> Optional.ofNullable(hop.group(2)))
                        .orElse("unknown"))
                .collect(Collectors.joining(","));
    }

    boolean contain(String address) {
        return !networks.isEmpty() && AddressPattern.bytes(address)
                .filter(it -> networks.stream().anyMatch(network -> network.contains(it))).isPresent();
    }

    /** The right-most address of the header that is no trusted proxy: what stands left of it anybody may have written. */
    Optional<String> client(String forwardedFor) {
        String[] hops = forwardedFor.split(",");
        for (int hop = hops.length - 1; hop >= 0; hop--) {
            String address = hops[hop].strip();
            if (AddressPattern.bytes(address).isEmpty()) {
                return Optional.empty();
            }
            if (!contain(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }
}
