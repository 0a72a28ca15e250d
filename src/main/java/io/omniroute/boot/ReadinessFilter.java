package io.omniroute.boot;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Keeps every door shut while the house is not open, and says why to who asks from this machine. */
public final class ReadinessFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOT_STARTED = """
            {"error":{"message":"The gateway has not started; its log says why","type":"server_error","param":null,\
            "code":"service_unavailable"}}""".getBytes(StandardCharsets.UTF_8);

    @Inject
    private transient StartUp startUp;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (startUp.house().isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Retry-After", "5");
        response.getOutputStream().write(NOT_STARTED);
    }
}
