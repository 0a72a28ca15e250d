package io.omniroute.api.models;

import io.omniroute.api.ErrorForms;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Turns whatever goes wrong in a resource into the error body of the path's dialect. */
@Provider
@Singleton
public class FailureMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(FailureMapper.class.getName());

    private final ErrorForms errors;
    @Context
    private @Nullable HttpServletRequest request;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public FailureMapper() {
        this(null);
    }

    @Inject
    public FailureMapper(ErrorForms errors) {
        this.errors = errors;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        HttpServletRequest asked = request;
        if (asked == null) {
            throw new IllegalStateException("no request in context");
        }
        Failure failure = failure(thrown);
        ErrorReply reply = errors.render(asked, failure);
        var response = Response.status(reply.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(reply.body());
        failure.retryHint().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        if (thrown instanceof NotAllowedException notAllowed) {
            response.header(HttpHeaders.ALLOW, notAllowed.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return response.build();
    }

    private static Failure failure(Throwable thrown) {
        if (thrown instanceof GatewayException carried) {
            return carried.failure();
        }
        if (thrown instanceof WebApplicationException web) {
            int status = web.getResponse().getStatus();
            return switch (status) {
                case 404 -> Failure.Refused.of(404, "unknown_url", "No such endpoint");
                case 405 -> Failure.Refused.of(405, "method_not_allowed", "Method not allowed");
                default -> Failure.Refused.of(status, "bad_request", "The request cannot be served as it is");
            };
        }
        LOG.log(Level.ERROR, "a resource failed by a defect", thrown);
        return new Failure.Internal();
    }
}
