package io.omniroute.management;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Gives what the JAX-RS runtime refuses (no such path, method or media type, unreadable body) the common body. */
@Provider
@Singleton
public class WebApplicationMapper implements ExceptionMapper<WebApplicationException> {
    private static final Logger LOG = System.getLogger(WebApplicationMapper.class.getName());
    private final Entrance entrance;
    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest request;
    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpHeaders headers;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public WebApplicationMapper() {
        this(null);
    }

    @Inject
    public WebApplicationMapper(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public Response toResponse(WebApplicationException exception) {
        Response thrown = exception.getResponse();
        String requestId = RequestIds.of(request);
        int status = thrown.getStatus();
        if (status < 400) {
            // the runtime's own answer to OPTIONS is thrown as well
            return thrown;
        }
        if (unmatched(status) && !entrance.access(request, Entrance.Shown.of(headers)).visitor().authenticated()) {
            return Entrance.loginNeeded(request);
        }
        if (status >= 500) {
            LOG.log(Level.ERROR, "request=" + requestId + " failed", exception);
        }
        var response = Response.status(status).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorView.of(status, code(status), message(status), requestId));
        String allow = thrown.getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
    }

    /** Refused before the guard could look: a stranger learns no more than that a login is needed. */
    private static boolean unmatched(int status) {
        return status == 404 || status == 405 || status == 406;
    }

    /** Our own words: a runtime's message may name classes or repeat the request. */
    private static String message(int status) {
        return switch (status) {
            case 400 -> "The body has to be a valid JSON object";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "Not acceptable";
            case 413 -> "Request body too large";
            case 415 -> "Unsupported media type";
            default -> status >= 500 ? "Internal server error" : "Request refused";
        };
    }

    private static @Nullable String code(int status) {
        return switch (status) {
            case 400 -> "bad_request";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 413 -> "request_too_large";
            case 415 -> "unsupported_media_type";
            default -> status >= 500 ? "internal_server_error" : null;
        };
    }
}
