package io.omniroute.domain.log;

import org.jspecify.annotations.Nullable;

/**
 * A line of the call log.
 *
 * @param entry without bodies
 */
public record LoggedCall(String id, CallEntry entry, boolean hasRequestBody, boolean hasResponseBody) {
    /**
     * The line with its bodies as they were kept: whole, or an object that says how long the whole was and how it
     * began.
     */
    public record WithBodies(LoggedCall call, @Nullable String requestBody, @Nullable String responseBody) {}
}
