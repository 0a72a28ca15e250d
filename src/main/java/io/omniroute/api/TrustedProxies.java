package io.omniroute.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The proxies whose word about a client is believed: addresses and networks in CIDR form. */
public final class TrustedProxies {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final List<Network> networks;

    /** @throws IllegalArgumentException for what is neither an address nor a network */
    public TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(Network::of).toList();
    }

    boolean contain(String address) {
        return !networks.isEmpty() && literal(address).filter(it -> networks.stream().anyMatch(n -> n.contains(it)))
                .isPresent();
    }

    /** The right-most address of the header that is no trusted proxy: what stands left of it anybody may have written. */
    Optional<String> client(String forwardedFor) {
        String[] hops = forwardedFor.split(",");
        for (int hop = hops.length - 1; hop >= 0; hop--) {
            String address = hops[hop].strip();
            if (literal(address).isEmpty()) {
                return Optional.empty();
            }
            if (!contain(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return LITERAL.matcher(text).matches() ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) { // four groups of digits that are no address
            return Optional.empty();
        }
    }

    private record Network(InetAddress address, int bits) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            InetAddress address = literal(slash < 0 ? text : text.substring(0, slash))
                    .orElseThrow(() -> new IllegalArgumentException("not an address or network: " + text));
            return new Network(address,
                    slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((ours[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
