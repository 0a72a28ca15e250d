package io.omniroute.api;

import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Writes a failure in the dialect of the path, for what goes wrong before a request is on its way. */
@Singleton
public class ErrorWriter {
    private final ErrorForms forms;

    @Inject
    ErrorWriter(ErrorForms forms) {
        this.forms = forms;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Failure failure) throws IOException {
        ErrorReply reply = forms.render(request, failure);
        response.setStatus(reply.status());
        response.setContentType("application/json");
        failure.retryHint().ifPresent(wait -> response.setHeader("Retry-After", seconds(wait)));
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
