package io.omniroute.upstream.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one guard on every URL a user can type: asked by {@code admin} when the URL is entered and by the transport for
 * every connection it opens. A host is let through only when <em>all</em> its addresses may be reached.
 */
public final class OutboundGuard {
    static final int ANY_PORT = -1;

    private static final int MOST_PORT = 65_535;
    private static final Set<String> METADATA_NAMES = Set.of("metadata.google.internal", "metadata.goog", "metadata",
            "instance-data", "instance-data.ec2.internal");
    /** What some resolvers read as an IPv4 address: decimal, octal and hexadecimal numbers, one to four of them. */
    private static final Pattern NUMERIC = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*");
    private static final Pattern DOTTED_QUAD = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private final GuardSettings settings;
    private final NameResolution names;

    public OutboundGuard(GuardSettings settings, NameResolution names) {
        this.settings = settings;
        this.names = names;
    }

    /** As {@link #refusal(URI)}, for text that may not be a URL at all. */
    public Optional<String> refusal(String typed) {
        try {
            return refusal(new URI(typed.strip()));
        } catch (URISyntaxException e) {
            return Optional.of("not a valid URL");
        }
    }

    /**
     * Why this URL must not be called; empty when it may. Resolves the host, so it may block.
     *
     * @return a sentence for the person who typed the URL, without the addresses found
     */
    public Optional<String> refusal(URI uri) {
        Optional<String> form = formRefusal(uri);
        return form.isPresent() ? form : targetRefusal(uri);
    }

    /**
     * The addresses of a host, each of them checked.
     *
     * @param port where the connection goes, for the rule against calling ourselves
     * @throws AddressRefusedException when one of them must not be reached
     * @throws UnknownHostException when there is none
     */
    List<InetAddress> checked(String host, int port) throws UnknownHostException {
        String name = canonical(host);
        Optional<String> written = nameRefusal(name);
        if (written.isPresent()) {
            throw new AddressRefusedException(written.get());
        }
        List<InetAddress> addresses = names.resolve(name);
        for (InetAddress address : addresses) {
            Optional<String> refusal = addressRefusal(address, name, port);
            if (refusal.isPresent()) {
                throw new AddressRefusedException(refusal.get());
            }
        }
        return addresses;
    }

    private Optional<String> targetRefusal(URI uri) {
        boolean plain = uri.getScheme().equalsIgnoreCase("http");
        int port = uri.getPort() >= 0 ? uri.getPort() : plain ? 80 : 443;
        try {
            List<InetAddress> addresses = checked(uri.getHost(), port);
            boolean near = addresses.stream().allMatch(OutboundGuard::near);
            boolean plainToFar = plain && !near && !allowedHost(canonical(uri.getHost()));
            return plainToFar ? Optional.of("plain http is only allowed to private addresses") : Optional.empty();
        } catch (AddressRefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            return Optional.of("the host name could not be resolved");
        }
    }

    private static Optional<String> formRefusal(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("the scheme must be http or https");
        }
        if (uri.getRawUserInfo() != null || String.valueOf(uri.getRawAuthority()).contains("@")) {
            return Optional.of("a user name or password in the URL is not allowed");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("a fragment in the URL is not allowed");
        }
        if (uri.getHost() == null) {
            return Optional.of("the host is missing or malformed");
        }
        boolean port = uri.getPort() == ANY_PORT || uri.getPort() > 0 && uri.getPort() <= MOST_PORT;
        return port ? Optional.empty() : Optional.of("the port must be between 1 and " + MOST_PORT);
    }

    private static Optional<String> nameRefusal(String name) {
        if (METADATA_NAMES.contains(name)) {
            return Optional.of("the host is a cloud metadata service");
        }
        if (NUMERIC.matcher(name).matches() && !DOTTED_QUAD.matcher(name).matches()) {
            return Optional.of("an IPv4 address must be written as four decimal numbers");
        }
        return name.indexOf('%') >= 0
                ? Optional.of("an address with a zone is not allowed")
                : Optional.empty();
    }

    private Optional<String> addressRefusal(InetAddress address, String name, int port) {
        AddressKind kind = AddressKind.of(address);
        if (kind.neverAllowed() || kind != AddressKind.PUBLIC && !settings.allowPrivate() && !allowedHost(name)) {
            return Optional.of("the host has a " + kind.words() + " address");
        }
        InetAddress reached = AddressKind.carried(address).orElse(address);
        boolean ours = kind == AddressKind.LOOPBACK || settings.ownAddresses().contains(reached);
        return ours && port > 0 && port == settings.ownPort()
                ? Optional.of("the URL points to the gateway itself")
                : Optional.empty();
    }

    private boolean allowedHost(String name) {
        return settings.allowedHosts().contains(name);
    }

    private static boolean near(InetAddress address) {
        AddressKind kind = AddressKind.of(address);
        return kind == AddressKind.LOOPBACK || kind == AddressKind.PRIVATE;
    }

    /** Lower case, without the brackets of an IPv6 literal and without the dot that ends an absolute name. */
    private static String canonical(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
