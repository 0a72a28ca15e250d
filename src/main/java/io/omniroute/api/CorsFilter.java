package io.omniroute.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers preflight requests of the compatibility API and names the origins that may read its answers (10 section 2.3). */
public final class CorsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Cors cors;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().replaceAll("/{2,}", "/");
        if (!Paths.compatible(path)) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getMethod().equals("OPTIONS") && !Paths.hostile(request.getRequestURI())) {
            cors.preflight(request, response, Paths.methods(Paths.canonical(path)).orElse("GET, POST, OPTIONS"));
            return;
        }
        cors.allowKnownOrigin(request, response);
        chain.doFilter(request, response);
    }
}
