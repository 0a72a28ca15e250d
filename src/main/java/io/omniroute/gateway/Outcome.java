package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;

/** How one attempt ended. */
sealed interface Outcome {
    /** The client has a complete answer; an upstream's error that was handed on as it came counts, too. */
    record Answered(int status) implements Outcome {}

    /** The client has what another request was answered; an error that was repeated counts, too. */
    record Reused(int status) implements Outcome {}

    /** The answer broke after the commit point; the client was told inside the stream. */
    record Truncated(Failure failure) implements Outcome {}

    /** Nothing of this attempt reached the client: another leg may still answer. */
    record Failed(Failure failure) implements Outcome {}

    /** The client left. */
    record Left() implements Outcome {}
}
