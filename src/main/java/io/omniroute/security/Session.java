package io.omniroute.security;

import java.time.Instant;

/**
 * The administrator's login, as a valid token tells it.
 *
 * @param id stays the same when the session is renewed
 * @param startedAt time of the login, to the microsecond; a logout or password change after it ends the session
 */
public record Session(String id, Instant startedAt, Instant expiresAt) {}
