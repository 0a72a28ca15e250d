package io.omniroute.resilience;

/** Whether a request may call a target now. */
public sealed interface Admission {
    /** It may; the permit has to be closed when the call is over. */
    record Admitted(Permit permit) implements Admission {}

    /** It may not. */
    record Refused(Standing why) implements Admission {}
}
