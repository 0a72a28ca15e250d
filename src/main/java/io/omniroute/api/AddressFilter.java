package io.omniroute.api;

import io.omniroute.domain.failure.Failure;
import io.omniroute.gateway.AddressGate;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Lets nobody pass whom the operator's IP filter denies (40 section 13): on every path of the compatibility API,
 * whatever its alias and spelling, and on all others only where the operator said so.
 */
public final class AddressFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient AddressGate gate;
    @Inject
    private transient ErrorWriter errors;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Failure.Refused> refusal = gate.refusal(request.getRemoteAddr()).filter(it -> concerned(request));
        if (refusal.isPresent()) {
            errors.writeOpenAi(request, response, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean concerned(HttpServletRequest request) {
        return gate.includesManagement() || Paths.compatible(joined(request.getRequestURI()))
                || Paths.compatible(joined(decoded(request)));
    }

    /** As the container will match it. */
    private static String decoded(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    private static String joined(String path) {
        return path.replaceAll("/{2,}", "/");
    }
}
