package io.omniroute.policy;

import io.omniroute.domain.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the policy engine has to be told; each is asked for only when its turn comes.
 *
 * @param lockedFor identifier (client address or API key id) to the time left of its lock
 * @param budget why the caller's budget refuses this request: 429 {@code budget_exceeded}
 */
public record PolicyFacts(Function<String, Optional<Duration>> lockedFor,
        Supplier<Optional<Failure.Refused>> budget) {
    /** Nobody is locked out and nothing is limited. */
    public static final PolicyFacts NONE = new PolicyFacts(identifier -> Optional.empty(), Optional::empty);
}
