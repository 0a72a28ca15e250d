package io.omniroute.management;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Whether a browser's call comes from a page of this gateway, by the headers a page cannot forge (20 section 1, 10
 * section 2.3).
 */
final class SameSite {
    private static final int NO_PORT = -1;

    private SameSite() {}

    /** The headers that tell where a call comes from; null = not sent. */
    record Marks(@Nullable String host, @Nullable String origin, @Nullable String referer,
            @Nullable String fetchSite) {
        /** A call with none of these was not sent by a page. */
        boolean fromNoBrowser() {
            return origin() == null && fetchSite() == null;
        }

        boolean sameSite() {
            if ("same-origin".equals(fetchSite())) {
                return true;
            }
            String source = origin() == null ? referer() : origin();
            return source != null && sameHost(source, host());
        }
    }

    private static boolean sameHost(String source, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI page = new URI(source);
            URI self = new URI(page.getScheme() + "://" + host);
            return page.getHost() != null && page.getHost().equalsIgnoreCase(self.getHost())
                    && port(page) == port(self);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() != NO_PORT) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** Whether a {@code Host} header names this machine in a way no foreign name server can make up. */
    static boolean ownHost(@Nullable String hostHeader, Set<String> allowed) {
        return Optional.ofNullable(hostHeader).map(SameSite::name).filter(
                name -> literal(name) || name.equals("localhost") || name.endsWith(".localhost")
                        || allowed.contains(name))
                .isPresent();
    }

    private static String name(String hostHeader) {
        String host = hostHeader.strip().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.substring(0, host.indexOf(']') + 1);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /** An address is what it says: no name server can point it elsewhere. */
    private static boolean literal(String name) {
        return name.startsWith("[") && name.endsWith("]") || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
