package io.omniroute.domain.log;

/** Keeps the stages of requests (40 section 18); the corridor hands them over when they have ended. */
public interface RequestLog {
    /**
     * Takes a request whose stages are made and written later, by somebody else. Never blocks and never throws: a
     * request that finds no room is closed at once and counted.
     */
    void add(LoggedRequest request);
}
