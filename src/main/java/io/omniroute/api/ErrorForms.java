package io.omniroute.api;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.gateway.Errors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;

/** Renders a failure in the dialect of a request's path. */
@Singleton
public class ErrorForms {
    private final Errors errors;

    @Inject
    ErrorForms(Errors errors) {
        this.errors = errors;
    }

    public ErrorReply render(HttpServletRequest request, Failure failure) {
        return errors.render(Paths.dialect(Attributes.path(request)), failure, Attributes.requestId(request));
    }

    ErrorReply openAi(HttpServletRequest request, Failure failure) {
        return errors.render(Format.OPENAI, failure, Attributes.requestId(request));
    }
}
