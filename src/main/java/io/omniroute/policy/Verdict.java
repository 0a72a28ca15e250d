package io.omniroute.policy;

import io.omniroute.domain.key.Caller;
import io.omniroute.domain.failure.Failure;

/** May it run? */
public sealed interface Verdict {
    /**
     * Yes, on this account.
     *
     * @param unknownKey a key was sent that nobody knows; it was ignored, which is worth a warning in the log
     */
    record Admit(Caller caller, boolean unknownKey) implements Verdict {}

    /** No, and what to tell the caller. */
    record Refuse(Failure.Refused failure) implements Verdict {}
}
