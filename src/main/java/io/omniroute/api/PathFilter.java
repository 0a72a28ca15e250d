package io.omniroute.api;

import io.omniroute.domain.failure.Failure;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Refuses hostile paths and leads every alias to the one door behind it. Calls that carry a
 * model, an action or a provider in the path, which the JAX-RS applications would take, are led to their servlet by its
 * name.
 */
public final class PathFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient ErrorWriter errors;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        if (Paths.hostile(path)) {
            errors.write(request, response, Failure.Refused.badRequest("Invalid path"));
            return;
        }
        if (!Paths.compatible(path.replaceAll("/{2,}", "/"))) {
            chain.doFilter(request, response);
            return;
        }
        String canonical = Paths.canonical(path);
        request.setAttribute(Attributes.PATH, canonical);
        Optional<String> door = Paths.door(request.getMethod(), canonical);
        if (door.isPresent()) {
            request.getServletContext().getNamedDispatcher(door.get()).forward(request, response);
        } else if (canonical.equals(path)) {
            chain.doFilter(request, response);
        } else {
            request.getRequestDispatcher(canonical).forward(request, response);
        }
    }
}
