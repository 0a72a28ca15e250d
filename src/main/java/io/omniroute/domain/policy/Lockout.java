package io.omniroute.domain.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of somebody who failed (40 section 9).
 *
 * @param identifier client address, API key id or login name, with the kind of the failure before it
 * @param attempts that count, oldest first
 */
public record Lockout(String identifier, List<Instant> attempts, Optional<Instant> lockedUntil) {
    public Lockout {
        attempts = List.copyOf(attempts);
    }
}
