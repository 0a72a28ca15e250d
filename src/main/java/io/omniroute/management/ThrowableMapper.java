package io.omniroute.management;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a defect with 500 and nothing of its inside; the log has the rest under the request id. */
@Provider
@Singleton
public class ThrowableMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ThrowableMapper.class.getName());
    private static final int INTERNAL = 500;
    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable exception) {
        String requestId = RequestIds.of(request);
        LOG.log(Level.ERROR, "request=" + requestId + " failed", exception);
        return Response.status(INTERNAL).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorView.of(INTERNAL, "internal_server_error", "Internal server error", requestId)).build();
    }
}
