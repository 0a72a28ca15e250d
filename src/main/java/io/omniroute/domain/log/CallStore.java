package io.omniroute.domain.log;

import java.util.List;
import java.util.Optional;

/** Reads the call log. */
public interface CallStore {
    /** Newest first; their decision traces are left out. */
    List<LoggedCall> find(CallQuery query);

    /** With the decision trace; whole bodies where files have them. */
    Optional<LoggedCall.WithBodies> find(String id);
}
