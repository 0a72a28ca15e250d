package io.omniroute.management;

import java.time.Duration;

import io.omniroute.admin.Refusal;
import io.omniroute.admin.RefusedException;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Gives a use case's no its status and body. */
@Provider
@Singleton
public class RefusedMapper implements ExceptionMapper<RefusedException> {
    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest request;

    @Override
    public Response toResponse(RefusedException exception) {
        Refusal refusal = exception.refusal();
        int status = status(refusal);
        var detail = new ErrorView.Detail(refusal.message(), ErrorView.type(status), refusal.code(),
                refusal.details().isEmpty() ? null : refusal.details());
        var response = Response.status(status).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorView(detail, RequestIds.of(request), refusal.extra()));
        Duration wait = refusal.retryAfter();
        if (wait != null) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()));
        }
        return response.build();
    }

    private static int status(Refusal refusal) {
        Integer ofUpstream = refusal.upstreamStatus();
        return ofUpstream == null || ofUpstream < 400 ? status(refusal.kind()) : ofUpstream;
    }

    static int status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case URL_BLOCKED -> 422;
            case TOO_MANY -> 429;
            case UPSTREAM -> 502;
        };
    }
}
