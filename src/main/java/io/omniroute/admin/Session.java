package io.omniroute.admin;

import java.time.Instant;

/** A login of the administrator; prints nothing of its token. */
public record Session(String token, Instant startedAt, Instant expiresAt) {
    @Override
    public String toString() {
        return "Session[until " + expiresAt + "]";
    }
}
