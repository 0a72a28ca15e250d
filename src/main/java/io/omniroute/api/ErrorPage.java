package io.omniroute.api;

import io.omniroute.domain.failure.Failure;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What the container refuses or fails at itself, said in the words of the path's dialect and without a stack trace. */
public final class ErrorPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(ErrorPage.class.getName());

    @Inject
    private transient ErrorWriter errors;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        // Open Liberty throws for a file that is not there as well: nothing that belongs into a log.
        if (status >= 500 && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            LOG.log(Level.ERROR, "request=" + Attributes.requestId(request) + " failed by a defect", thrown);
        }
        errors.write(request, response, failure(status));
    }

    private static Failure failure(int status) {
        return switch (status) {
            case 404 -> Failure.Refused.of(404, "unknown_url", "No such endpoint");
            case 405 -> Failure.Refused.of(405, "method_not_allowed", "Method not allowed");
            case 413 -> Failure.Refused.of(413, "request_too_large", "The request is too large");
            default -> status >= 500
                    ? new Failure.Internal()
                    : Failure.Refused.of(status, "bad_request", "The request cannot be served as it is");
        };
    }
}
