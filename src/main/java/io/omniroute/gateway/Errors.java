package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.translation.Dialects;

/** A failure in a dialect's words, for the doors, which know no dialect from the inside. */
public final class Errors {
    public ErrorReply render(Format dialect, Failure failure, String requestId) {
        return Dialects.of(dialect).error(failure, requestId);
    }
}
