package io.omniroute.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request its correlation id: the caller's {@code X-Request-Id} when it is well formed, else a new one. */
public final class RequestIdFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String asked = request.getHeader("X-Request-Id");
        String id = asked != null && WELL_FORMED.matcher(asked).matches() ? asked : UUID.randomUUID().toString();
        request.setAttribute(Attributes.REQUEST_ID, id);
        response.setHeader("X-Request-Id", id);
        chain.doFilter(request, response);
    }
}
