package io.omniroute.boot.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where the server listens.
 *
 * @param host an IP literal without brackets, or {@code localhost}
 */
public record ListenAddress(String host, int port) {
    private static final String LOCALHOST = "localhost";

    /** The launcher's way to it: the same names, defaults and rules as the configuration's. */
    public static ListenAddress of(Surroundings surroundings) {
        var host = surroundings.find(Setting.SERVER_HOST.property())
                .map(found -> host(found.name(), found.value())).orElse(Setting.SERVER_HOST.byDefault());
        var port = surroundings.find(Setting.SERVER_PORT.property())
                .orElse(new LegacyNames.Found(Setting.SERVER_PORT.property(), Setting.SERVER_PORT.byDefault()));
        return new ListenAddress(host, port(port.name(), port.value()));
    }

    static String host(String name, String text) {
        String value = text.strip();
        if (!literal(value)) {
            throw Shapes.wrong(name, "an IP address of this machine or localhost", value);
        }
        return value.startsWith("[") ? value.substring(1, value.length() - 1) : value;
    }

    static int port(String name, String text) {
        return (int) Shapes.number(name, text, 1, 65_535);
    }

    /** Whether a text is an address to bind to without asking a name server. */
    static boolean literal(String host) {
        return host.equalsIgnoreCase(LOCALHOST) || Shapes.address(host).isPresent();
    }

    /** Whether only programs of this machine can reach it. */
    public boolean loopback() {
        return address().isLoopbackAddress();
    }

    public InetSocketAddress socket() {
        return new InetSocketAddress(address(), port);
    }

    /** A URL by which this machine reaches it: {@code localhost} where all addresses are bound. */
    public String url() {
        String name = address().isAnyLocalAddress() ? LOCALHOST : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }

    private InetAddress address() {
        return Shapes.address(host).orElseGet(InetAddress::getLoopbackAddress);
    }
}
