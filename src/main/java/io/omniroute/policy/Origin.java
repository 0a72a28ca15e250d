package io.omniroute.policy;

import io.omniroute.domain.failure.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a browser reveals about where a request comes from: a web page is not a local client (10 §2.3).
 *
 * @param origin the {@code Origin} header
 * @param host the {@code Host} header (or the authority of HTTP/2), port included
 * @param corsOrigins what the operator listed in {@code CORS_ORIGIN}; {@code *} = everybody; the built-in default is empty
 * @param allowedHosts further host names, lower case: those of the public base URLs and of
 *     {@code omniroute.server.allowed-hosts}
 */
public record Origin(Optional<String> origin, Optional<String> host, List<String> corsOrigins,
        Set<String> allowedHosts) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*(%[\\w.-]+)?]");
    private static final Set<String> LOOPBACK_IPV6 = Set.of("[::1]", "[0:0:0:0:0:0:0:1]");
    public Origin {
        corsOrigins = List.copyOf(corsOrigins);
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Why a request without a valid key from here is refused; empty when it is not. */
    public Optional<Failure.Refused> refusal() {
        if (!originAllowed()) {
            return refused("origin_not_allowed", "A web page of this Origin needs an API key,"
                    + " or the Origin in CORS_ORIGIN (omniroute.server.cors-origin)");
        }
        if (!hostAllowed()) {
            return refused("host_not_allowed", "A request to this Host name needs an API key,"
                    + " or the name in omniroute.server.allowed-hosts");
        }
        return Optional.empty();
    }

    /** Whether the page may read the answer without a key having been sent: a loopback or listed origin. */
    public boolean originAllowed() {
        return origin.isEmpty() || listed(origin.get()) || loopback(origin.get());
    }

    private boolean listed(String value) {
        return corsOrigins.stream().anyMatch(entry -> entry.equals("*") || entry.equalsIgnoreCase(value));
    }

    private static boolean loopback(String value) {
        try {
            String name = new URI(value).getHost();
            return name != null && loopbackName(lower(name));
        } catch (URISyntaxException notAnOrigin) {
            return false;
        }
    }

    private static boolean loopbackName(String name) {
        return localhost(name) || LOOPBACK_IPV4.matcher(name).matches() || LOOPBACK_IPV6.contains(name);
    }

    private static boolean localhost(String name) {
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    /** An address as host name cannot be rebound to another machine by a name server, so any is fine. */
    private boolean hostAllowed() {
        return host.map(Origin::hostName).filter(name -> localhost(name) || IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches() || allowedHosts.contains(name)).isPresent();
    }

    private static String hostName(String authority) {
        String name = lower(authority.strip());
        int colon = name.lastIndexOf(':');
        boolean port = colon > name.lastIndexOf(']');
        String withoutPort = port ? name.substring(0, colon) : name;
        return withoutPort.endsWith(".") ? withoutPort.substring(0, withoutPort.length() - 1) : withoutPort;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Optional<Failure.Refused> refused(String code, String message) {
        return Optional.of(Failure.Refused.of(403, code, message));
    }
}
