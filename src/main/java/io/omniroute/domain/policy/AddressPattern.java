package io.omniroute.domain.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Some IP addresses: one, a network in CIDR form, or IPv4 with {@code *} for whole octets. An IPv4 address written as
 * IPv6 ({@code ::ffff:a.b.c.d}) is the IPv4 address (40 section 13).
 *
 * @param address 4 or 16 bytes; bits the mask leaves out do not count
 * @param mask of the same length
 */
public record AddressPattern(byte[] address, byte[] mask) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern STARRED = Pattern.compile("(\\*|" + OCTET + ")(\\.(\\*|" + OCTET + ")){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");
    private static final int MAPPED_BITS = 96;

    /** The pattern a text stands for; empty for what is none. */
    public static Optional<AddressPattern> of(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return network(text.substring(0, slash), text.substring(slash + 1));
        }
        if (text.indexOf('*') >= 0) {
            return starred(text);
        }
        return bytes(text).map(address -> new AddressPattern(address, prefix(address.length, address.length * 8)));
    }

    /** The bytes of an address literal, a zone left out; names are no addresses and never looked up. */
    public static Optional<byte[]> bytes(String literal) {
        int zone = literal.indexOf('%');
        String bare = zone < 0 ? literal : literal.substring(0, zone);
        if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException e) { // groups of hexadecimal digits that are no address
            return Optional.empty();
        }
    }

    /** Whether the address is one of these. */
    public boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int at = 0; at < other.length; at++) {
            if (((other[at] ^ address[at]) & mask[at]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<AddressPattern> network(String literal, String bits) {
        Optional<byte[]> address = bytes(literal);
        if (address.isEmpty() || !BITS.matcher(bits).matches()) {
            return Optional.empty();
        }
        int length = address.get().length;
        boolean mapped = length == 4 && literal.indexOf(':') >= 0;
        int prefix = Integer.parseInt(bits) - (mapped ? MAPPED_BITS : 0);
        return prefix < 0 || prefix > length * 8
                ? Optional.empty()
                : Optional.of(new AddressPattern(address.get(), prefix(length, prefix)));
    }

    private static Optional<AddressPattern> starred(String text) {
        if (!STARRED.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] octets = text.split("\\.", -1);
        byte[] address = new byte[octets.length];
        byte[] mask = new byte[octets.length];
        for (int at = 0; at < octets.length; at++) {
            boolean any = octets[at].equals("*");
            address[at] = any ? 0 : (byte) Integer.parseInt(octets[at]);
            mask[at] = any ? 0 : (byte) 0xff;
        }
        return Optional.of(new AddressPattern(address, mask));
    }

    private static byte[] prefix(int length, int bits) {
        byte[] mask = new byte[length];
        for (int bit = 0; bit < bits; bit++) {
            mask[bit >> 3] |= (byte) (0x80 >> (bit & 7));
        }
        return mask;
    }
}
