package io.omniroute.upstream.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What an address is for. Forms that carry an IPv4 address inside an IPv6 one are judged by what they carry.
 * Ranges: IANA special-purpose address registries, RFC 6890, 6052 and 8215 (NAT64), 3056 (6to4), 4380 (Teredo),
 * 5214 (ISATAP).
 */
enum AddressKind {
    PUBLIC("public", false), LOOPBACK("loopback", false), PRIVATE("private", false), LINK_LOCAL("link-local",
            true), METADATA("cloud metadata", true), MULTICAST("multicast", true), UNSPECIFIED("unspecified",
                    true), RESERVED("reserved", true);

    /** Where clouds hand out credentials to whoever asks from inside; some lie in private or even public ranges. */
    private static final Set<InetAddress> METADATA_ADDRESSES = Set.of(literal("169.254.169.254"),
            literal("169.254.170.2"), literal("169.254.170.23"), literal("100.100.100.200"), literal("168.63.129.16"),
            literal("192.0.0.192"), literal("fd00:ec2::254"), literal("fd00:ec2::23"), literal("fd20:ce::254"));

    private static final int NAT64 = 0x0064ff9b;
    private static final int SIX_TO_FOUR = 0x2002;
    private static final int TEREDO = 0x20010000;

    private final String words;
    private final boolean neverAllowed;

    AddressKind(String words, boolean neverAllowed) {
        this.words = words;
        this.neverAllowed = neverAllowed;
    }

    String words() {
        return words;
    }

    boolean neverAllowed() {
        return neverAllowed;
    }

    static AddressKind of(InetAddress address) {
        InetAddress carried = carried(address).orElse(address);
        if (METADATA_ADDRESSES.contains(carried)) {
            return METADATA;
        }
        return carried instanceof Inet4Address ? ofV4(carried) : ofV6(carried);
    }

    /** The IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo, ISATAP). */
    static Optional<InetAddress> carried(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return Optional.empty();
        }
        byte[] b = address.getAddress();
        int head = word(b, 0) << 16 | word(b, 2);
        boolean mapped = zeroUntil(b, 10) && word(b, 10) == 0xffff;
        boolean compatible = zeroUntil(b, 12) && !address.isAnyLocalAddress() && !address.isLoopbackAddress();
        if (head == NAT64 || mapped || compatible) {
            return Optional.of(v4(b, 12, 0));
        }
        if (word(b, 0) == SIX_TO_FOUR) {
            return Optional.of(v4(b, 2, 0));
        }
        if (head == TEREDO) {
            return Optional.of(v4(b, 12, 0xff));
        }
        boolean isatap = (word(b, 8) & 0xfdff) == 0 && word(b, 10) == 0x5efe;
        return isatap ? Optional.of(v4(b, 12, 0)) : Optional.empty();
    }

    private static AddressKind ofV4(InetAddress address) {
        byte[] b = address.getAddress();
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        return switch (first) {
            case 0 -> UNSPECIFIED;
            case 10 -> PRIVATE;
            case 100 -> (second & 0xc0) == 64 ? PRIVATE : PUBLIC;
            case 127 -> LOOPBACK;
            case 169 -> second == 254 ? LINK_LOCAL : PUBLIC;
            case 172 -> (second & 0xf0) == 16 ? PRIVATE : PUBLIC;
            case 192 -> second == 168 ? PRIVATE : second == 0 && b[2] == 0 ? RESERVED : PUBLIC;
            case 198 -> (second & 0xfe) == 18 ? PRIVATE : PUBLIC;
            default -> first >= 240 ? RESERVED : first >= 224 ? MULTICAST : PUBLIC;
        };
    }

    private static AddressKind ofV6(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return UNSPECIFIED;
        }
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        if (address.isMulticastAddress()) {
            return MULTICAST;
        }
        boolean uniqueLocal = (address.getAddress()[0] & 0xfe) == 0xfc;
        return uniqueLocal || address.isSiteLocalAddress() ? PRIVATE : PUBLIC;
    }

    private static int word(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }

    private static boolean zeroUntil(byte[] b, int end) {
        return Arrays.equals(b, 0, end, new byte[end], 0, end);
    }

    private static InetAddress v4(byte[] b, int from, int mask) {
        byte[] v4 = Arrays.copyOfRange(b, from, from + 4);
        for (int i = 0; i < v4.length; i++) {
            v4[i] ^= (byte) mask;
        }
        return address(v4);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text); // a literal is never looked up
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text + " is a literal", e);
        }
    }
}
