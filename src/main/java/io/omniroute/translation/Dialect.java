package io.omniroute.translation;

import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;

/**
 * One vendor's way of speaking: what its frames and answers say and how it words a failure. Stateless; what belongs to
 * one stream lives in its {@link StreamObserver}. All of them are listed in {@link Dialects}.
 */
public interface Dialect {
    Format format();

    /** An observer for one stream, with a state of its own. */
    StreamObserver observer();

    /**
     * What a complete JSON answer with a success status says.
     *
     * @param body as it came
     * @return usage, content, regular finish, an error inside the success (then {@code failure}); {@code unreadable}
     *     for what is no JSON object
     */
    Observation observeReply(byte[] body);

    /**
     * The failure as this dialect's error answer (10 §16; translation section 11).
     *
     * @param requestId shown where the dialect has a place for it
     */
    ErrorReply error(Failure failure, String requestId);
}
