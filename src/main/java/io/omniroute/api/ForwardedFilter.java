package io.omniroute.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

/**
 * Takes a client's address and scheme from {@code X-Forwarded-For} and {@code X-Forwarded-Proto} where the peer is a
 * proxy the operator trusts, and from nobody else (60 section 3.3, 40 section 13).
 */
public final class ForwardedFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient TrustedProxies trusted;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(Attributes.PEER, request.getRemoteAddr());
        if (!trusted.contain(request.getRemoteAddr())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<String> client = trusted.client(hops(request));
        boolean https = "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        chain.doFilter(new Forwarded(request, client.orElse(request.getRemoteAddr()), https), response);
    }

    /** The addresses on the way, the client's first; {@code Forwarded} counts where the older header is not sent. */
    private static String hops(HttpServletRequest request) {
        String older = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
        return older.isEmpty()
                ? TrustedProxies.hops(String.join(",", Collections.list(request.getHeaders("Forwarded"))))
                : older;
    }

    /** The request as the client sent it to the proxy. */
    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;
        private final boolean https;

        Forwarded(HttpServletRequest request, String client, boolean https) {
            super(request);
            this.client = client;
            this.https = https;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return https || super.isSecure();
        }

        @Override
        public String getScheme() {
            return https ? "https" : super.getScheme();
        }
    }
}
