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
        write(response, failure, forms.render(request, failure));
    }

    /** In the OpenAI form, whatever the path: for refusals that come before any dialect. */
    void writeOpenAi(HttpServletRequest request, HttpServletResponse response, Failure failure) throws IOException {
        write(response, failure, forms.openAi(request, failure));
    }

    private static void write(HttpServletResponse response, Failure failure, ErrorReply reply) throws IOException {
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
